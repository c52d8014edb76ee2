"""What two versions may not give back beside each other, however it is written."""
