"""The few controls Qt lacks, and the handful of shapes every screen is made of."""
