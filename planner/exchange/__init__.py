"""One partnership as one documented file, and what differs between two of them."""
