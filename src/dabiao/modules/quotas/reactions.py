"""What quotas does when something happens elsewhere."""
