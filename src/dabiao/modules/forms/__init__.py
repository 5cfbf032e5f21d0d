"""Forms on web sites, and the codes that lead to them: whoever fills one in is a lead at once."""
