"""So often and no oftener, counted in the database: one count for all processes."""
