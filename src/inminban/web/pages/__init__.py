"""The pages of the web application, one file a topic. Each has its templates in a folder of the same name."""
