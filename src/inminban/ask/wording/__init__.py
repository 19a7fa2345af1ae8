"""The words of an answer in English and Korean: amounts, groups of people, what a measure says, whole sentences."""
