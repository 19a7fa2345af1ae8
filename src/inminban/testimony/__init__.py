"""The library of testimony: reading, keeping, searching and exporting texts, and proposing claims from them."""
