"""What pulses does when something happens elsewhere."""
