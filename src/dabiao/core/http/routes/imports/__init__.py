"""Imports over HTTP: shapes and routes."""
