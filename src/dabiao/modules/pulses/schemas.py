"""Wire shapes of pulses."""
