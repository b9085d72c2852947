"""Text as stored in, a shadow of equal length, lines, sentences and dates out."""
