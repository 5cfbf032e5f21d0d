"""What people are told, each once. The text is `notifications.<kind>` in the reader's language, filled with
`params`.
"""
