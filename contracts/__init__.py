"""The rules of the house, checked by machine: `make contracts`."""
