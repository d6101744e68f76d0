"""How every page looks: layout, components, forms, charts."""
