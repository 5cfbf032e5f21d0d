"""Values of quotas."""
