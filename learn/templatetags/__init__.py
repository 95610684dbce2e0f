"""What every floor's templates may load."""
