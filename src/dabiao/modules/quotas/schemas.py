"""Wire shapes of quotas."""
