"""Charts, pages, terminal and notebook views of a comparison."""
