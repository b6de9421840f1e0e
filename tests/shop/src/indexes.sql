-- Indexes for every filter, made after the demo data; then the trigram indexes for searching,
-- kept up to date by triggers.

-- What figures would otherwise look up row by row: the store of a payment, and the points that
-- came of an order. Triggers keep both.
CREATE INDEX bonus_history_order ON customer_bonus_history (order_id, amount);
UPDATE order_payments SET store_id = (SELECT store_id FROM orders WHERE orders.id = order_id);
UPDATE orders SET points = (SELECT sum(amount) FROM customer_bonus_history WHERE order_id = orders.id AND amount > 0)
WHERE id IN (SELECT order_id FROM customer_bonus_history WHERE amount > 0);
CREATE TRIGGER payments_store AFTER INSERT ON order_payments BEGIN
  UPDATE order_payments SET store_id = (SELECT store_id FROM orders WHERE id = new.order_id) WHERE seq = new.seq;
END;
CREATE TRIGGER payments_store_moved AFTER UPDATE OF store_id ON orders WHEN old.store_id <> new.store_id BEGIN
  UPDATE order_payments SET store_id = new.store_id WHERE order_id = new.id;
END;
CREATE TRIGGER orders_points AFTER INSERT ON customer_bonus_history WHEN new.amount > 0 BEGIN
  UPDATE orders SET points = points + new.amount WHERE id = new.order_id;
END;

CREATE INDEX customers_updated ON customers (updated_at);
CREATE INDEX customers_created ON customers (created_at);
CREATE INDEX customers_revision ON customers (revision, id);
CREATE INDEX customers_title ON customers (title, id, status);
CREATE INDEX customers_search ON customers (search, id);
CREATE INDEX customers_bonus_group ON customers (bonus_group_id);
CREATE INDEX customers_created_by ON customers (created_by);
CREATE INDEX customers_orders_qty ON customers (orders_qty);
CREATE INDEX customers_points ON customers (current_points);
CREATE INDEX customers_average ON customers (average_check);
CREATE INDEX customers_amount ON customers (orders_amount);
CREATE INDEX customers_birthday ON customers (substr(birthday, 6));
CREATE INDEX customers_phone ON customers (phone, status);
CREATE INDEX customers_status ON customers (status, average_check);
CREATE INDEX customers_kind ON customers (is_person, gender);
CREATE INDEX customer_discounts ON customer_discount_groups (group_id, customer_id);
CREATE INDEX customer_by_source ON customer_source_links (source_id, customer_id);
CREATE INDEX customer_by_preference ON customer_preference_links (preference_id, customer_id);
CREATE INDEX customer_by_date ON customer_celebration_dates (date_id, customer_id);
CREATE INDEX customer_events_from ON customer_events (date_from, date_until, customer_id);
CREATE INDEX customer_events_of ON customer_events (customer_id);

CREATE INDEX items_category ON inventory_items (category_id);
CREATE INDEX items_title ON inventory_items (title, id);
CREATE INDEX items_updated ON inventory_items (updated_at);
CREATE INDEX items_retail ON inventory_items (retail, added);
CREATE INDEX items_global ON inventory_items (global_id);
CREATE INDEX items_added ON inventory_items (added, public, item_type);
CREATE INDEX items_revision ON inventory_items (revision);
CREATE INDEX prices_item ON prices (item_id, store_id, status, quantity, movements);
CREATE INDEX prices_store ON prices (store_id, status, item_id);
CREATE INDEX vendor_items ON item_vendors (vendor_id, item_id);
CREATE INDEX barcodes_item ON barcodes (item_id);
CREATE INDEX vendor_codes_item ON vendor_codes (item_id);
CREATE INDEX categories_parent ON categories (parent_id);

-- The first carries what counts and sums need, so that an unfiltered list reads no rows.
CREATE INDEX orders_sums ON orders (status, store_id, total_amount, budget, payments_amount, bonuses_amount, discounts_amount, markups_amount);
CREATE INDEX orders_due ON orders (due_time, status, store_id, total_amount, budget, payments_amount, bonuses_amount, discounts_amount, markups_amount);
CREATE INDEX orders_store ON orders (store_id, created_at DESC, id, status);
CREATE INDEX orders_status ON orders (status, created_at DESC, id);
CREATE INDEX orders_created ON orders (created_at DESC, id, status, store_id, total_amount, budget, payments_amount, bonuses_amount, discounts_amount, markups_amount);
CREATE INDEX orders_updated ON orders (updated_at, id, status);
CREATE INDEX orders_modified ON orders (modified_at);
CREATE INDEX orders_posted ON orders (posted_at);
-- What the statistics sum over the orders handed over in a period.
CREATE INDEX orders_handed ON orders (status, posted_at, store_id, total_amount, discounts_amount, bonuses_amount, points, cost, posted_by, source_id, customer_id, id);
CREATE INDEX orders_of_customer_handed ON orders (customer_id, status, posted_at);
CREATE INDEX orders_place ON orders (id, store_id);
CREATE INDEX orders_revision ON orders (revision, id);
CREATE INDEX orders_doc_no ON orders (doc_no);
CREATE INDEX orders_total ON orders (total_amount, id);
CREATE INDEX orders_customer ON orders (customer_id, created_at DESC, id);
CREATE INDEX orders_customer_figures ON orders (customer_id, status, total_amount);
CREATE INDEX orders_date ON orders (date, status, customer_id);
CREATE INDEX orders_source ON orders (source_id, created_at DESC, id);
CREATE INDEX orders_created_by ON orders (created_by, created_at DESC, id);
CREATE INDEX orders_posted_by ON orders (posted_by, created_at DESC, id);
CREATE INDEX orders_courier ON orders (courier_id, created_at DESC, id);
CREATE INDEX orders_florist ON orders (florist_id, created_at DESC, id);
CREATE INDEX orders_delivery ON orders (delivery, status);
CREATE INDEX orders_fiscalized ON orders (fiscalized, status);
CREATE INDEX orders_bonuses ON orders (bonuses_amount);
CREATE INDEX orders_external ON orders (is_external, external_system, external_session);
CREATE INDEX order_tags_of ON order_tag_links (tag_id, order_id);
CREATE INDEX lines_order ON order_lines (order_id, item_id, bouquet_id, qty, amount, total_amount, cost);
CREATE INDEX lines_item ON order_lines (item_id, order_id);
CREATE INDEX lines_sold ON order_lines (item_id, sold_at);
CREATE INDEX lines_bouquet ON order_lines (bouquet_id, sold_at);
CREATE INDEX discounts_order ON order_discounts (order_id);
CREATE INDEX history_order ON order_history (order_id);
CREATE INDEX payments_order ON order_payments (order_id);
CREATE INDEX payments_posted ON order_payments (posted_at, store_id, posted, payment_type, method_id, amount, order_id);
CREATE INDEX payments_method ON order_payments (method_id, order_id);
CREATE INDEX payments_shift ON order_payments (shift_id, order_id);
CREATE INDEX payments_fiscal_shift ON order_payments (fiscal_shift_id, order_id);
CREATE INDEX payments_created ON order_payments (created_at, id);
CREATE INDEX payments_amount ON order_payments (amount);
CREATE INDEX payments_fiscalized ON order_payments (fiscalized_at);
CREATE INDEX payments_author ON order_payments (created_by, posted_by);
CREATE INDEX bouquets_status ON bouquets (status, store_id, on_window_at);
CREATE INDEX bouquets_window ON bouquets (on_window_at, store_id);
CREATE INDEX bouquets_revision ON bouquets (revision, id);
CREATE INDEX bouquet_lines_of ON bouquet_lines (bouquet_id);

CREATE INDEX catalog_categories_of ON catalog_categories (category_id);
CREATE INDEX movements_item ON stock_movements (item_id, store_id, at, id, qty, amount);
CREATE INDEX movements_kind ON stock_movements (kind, store_id, at);
CREATE INDEX movements_document ON stock_movements (document_id);
CREATE INDEX acts_date ON movement_acts (date, from_store, to_store);
CREATE INDEX act_lines_of ON movement_act_lines (act_id);
CREATE INDEX bonus_history_customer ON customer_bonus_history (customer_id, created_at);
CREATE INDEX bonus_history_at ON customer_bonus_history (created_at, amount);

CREATE VIRTUAL TABLE customers_words USING fts5(search, content='customers', content_rowid='seq', tokenize='trigram');
CREATE VIRTUAL TABLE items_words USING fts5(search, content='inventory_items', content_rowid='seq', tokenize='trigram');
CREATE VIRTUAL TABLE orders_words USING fts5(search, content='orders', content_rowid='seq', tokenize='trigram');
INSERT INTO customers_words (customers_words) VALUES ('rebuild');
INSERT INTO items_words (items_words) VALUES ('rebuild');
INSERT INTO orders_words (orders_words) VALUES ('rebuild');

CREATE TRIGGER customers_words_new AFTER INSERT ON customers BEGIN
  INSERT INTO customers_words (rowid, search) VALUES (new.seq, new.search);
END;
CREATE TRIGGER customers_words_changed AFTER UPDATE OF search ON customers WHEN old.search <> new.search BEGIN
  INSERT INTO customers_words (customers_words, rowid, search) VALUES ('delete', old.seq, old.search);
  INSERT INTO customers_words (rowid, search) VALUES (new.seq, new.search);
END;
CREATE TRIGGER items_words_new AFTER INSERT ON inventory_items BEGIN
  INSERT INTO items_words (rowid, search) VALUES (new.seq, new.search);
END;
CREATE TRIGGER items_words_changed AFTER UPDATE OF search ON inventory_items WHEN old.search <> new.search BEGIN
  INSERT INTO items_words (items_words, rowid, search) VALUES ('delete', old.seq, old.search);
  INSERT INTO items_words (rowid, search) VALUES (new.seq, new.search);
END;
CREATE TRIGGER orders_words_new AFTER INSERT ON orders BEGIN
  INSERT INTO orders_words (rowid, search) VALUES (new.seq, new.search);
END;
CREATE TRIGGER orders_words_changed AFTER UPDATE OF search ON orders WHEN old.search <> new.search BEGIN
  INSERT INTO orders_words (orders_words, rowid, search) VALUES ('delete', old.seq, old.search);
  INSERT INTO orders_words (rowid, search) VALUES (new.seq, new.search);
END;

ANALYZE;
