-- Undoing the first file leaves nothing of the service.
drop table product_import_notes, product_import_files, product_imports, stock_watches, product_listings, price_history,
  prices, price_lists, stock_movements, stock_returns, stock_hold_items, stock_holds, inventory, product_variants,
  product_images, product_tags, product_categories, slug_history, products, locations, categories, vendors;
