"""What `make bench` measures: pages as ratios to an empty view, on one server in one run."""
