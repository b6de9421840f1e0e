-- The shop's tables. Money is in kopecks, quantities in thousandths, moments in seconds since
-- 1970, days as YYYY-MM-DD, flags as 0 and 1. `search` columns hold folded text for the
-- trigram indexes.

CREATE TABLE revisions (type TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE refresh_tokens (token TEXT PRIMARY KEY, user_id TEXT NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER) WITHOUT ROWID;
CREATE TABLE doc_numbers (kind TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;

-- Stores and people
CREATE TABLE images (id TEXT PRIMARY KEY, file TEXT NOT NULL, hash TEXT NOT NULL, created_at INTEGER NOT NULL, global_image INTEGER NOT NULL DEFAULT 0);
CREATE TABLE timezones (id TEXT PRIMARY KEY, title TEXT NOT NULL, name TEXT NOT NULL, utc_offset INTEGER NOT NULL);
CREATE TABLE warehouses (id TEXT PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE stores (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, till_code TEXT NOT NULL, address_city TEXT NOT NULL, address TEXT NOT NULL,
  print_logo INTEGER NOT NULL, print_address INTEGER NOT NULL, concealment_items INTEGER NOT NULL,
  calculated_at INTEGER, external_link_id TEXT, another_title TEXT,
  delivery_time_format TEXT NOT NULL, is_sbp INTEGER NOT NULL, closed INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL,
  timezone_id TEXT NOT NULL REFERENCES timezones, warehouse_id TEXT REFERENCES warehouses, image_id TEXT REFERENCES images, search TEXT NOT NULL);
CREATE TABLE print_settings (id TEXT PRIMARY KEY, store_id TEXT NOT NULL REFERENCES stores, title TEXT NOT NULL, copies INTEGER NOT NULL);
CREATE TABLE delivery_diapasons (id TEXT PRIMARY KEY, store_id TEXT NOT NULL REFERENCES stores, time_from TEXT NOT NULL, time_to TEXT NOT NULL);
CREATE TABLE permissions (id TEXT PRIMARY KEY, code TEXT NOT NULL, title TEXT NOT NULL);
CREATE TABLE roles (id TEXT PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE role_permissions (role_id TEXT NOT NULL REFERENCES roles, permission_id TEXT NOT NULL REFERENCES permissions, PRIMARY KEY (role_id, permission_id)) WITHOUT ROWID;
CREATE TABLE positions (id TEXT PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE users (id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, status TEXT NOT NULL, pin TEXT, salt TEXT NOT NULL, password TEXT NOT NULL);
CREATE TABLE user_roles (user_id TEXT NOT NULL REFERENCES users, role_id TEXT NOT NULL REFERENCES roles, PRIMARY KEY (user_id, role_id)) WITHOUT ROWID;
CREATE TABLE workers (
  id TEXT PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL, middle_name TEXT, country_code INTEGER,
  phone TEXT, email TEXT, salary INTEGER NOT NULL, salary_period TEXT NOT NULL, valid_phone INTEGER NOT NULL,
  dismissed INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL,
  user_id TEXT REFERENCES users, position_id TEXT REFERENCES positions, search TEXT NOT NULL);
CREATE TABLE worker_stores (worker_id TEXT NOT NULL REFERENCES workers, store_id TEXT NOT NULL REFERENCES stores, PRIMARY KEY (worker_id, store_id)) WITHOUT ROWID;

-- Customers
CREATE TABLE bonus_groups (id TEXT PRIMARY KEY, title TEXT NOT NULL, bonus_rate INTEGER NOT NULL, spend_limit INTEGER NOT NULL, entry_amount INTEGER NOT NULL, private INTEGER NOT NULL, activate_on_entry INTEGER NOT NULL, status TEXT NOT NULL, valid_from INTEGER, valid_to INTEGER, updated_at INTEGER NOT NULL, revision INTEGER NOT NULL);
CREATE TABLE bonus_group_rules (id TEXT PRIMARY KEY, group_id TEXT NOT NULL REFERENCES bonus_groups, category_id TEXT, rate INTEGER NOT NULL);
CREATE TABLE discount_groups (id TEXT PRIMARY KEY, title TEXT NOT NULL, discount INTEGER NOT NULL, entry_amount INTEGER NOT NULL, private INTEGER NOT NULL, activate_on_entry INTEGER NOT NULL, status TEXT NOT NULL, valid_from INTEGER, valid_to INTEGER, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, revision INTEGER NOT NULL);
CREATE TABLE discount_group_rules (id TEXT PRIMARY KEY, group_id TEXT NOT NULL REFERENCES discount_groups, category_id TEXT, discount INTEGER NOT NULL);
CREATE TABLE customer_sources (id TEXT PRIMARY KEY, title TEXT NOT NULL, deleted INTEGER NOT NULL, revision INTEGER NOT NULL);
CREATE TABLE customer_preferences (id TEXT PRIMARY KEY, title TEXT NOT NULL, deleted INTEGER NOT NULL, revision INTEGER NOT NULL);
CREATE TABLE customer_celebrations (id TEXT PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE celebration_dates (id TEXT PRIMARY KEY, celebration_id TEXT NOT NULL REFERENCES customer_celebrations, date_from TEXT NOT NULL, date_until TEXT NOT NULL);
CREATE TABLE persons (id TEXT PRIMARY KEY, first_name TEXT, last_name TEXT, middle_name TEXT, phone TEXT, email TEXT);
CREATE TABLE customers (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, birthday TEXT, email TEXT, instagram TEXT,
  status TEXT NOT NULL, is_person INTEGER NOT NULL, bonus_card TEXT, notes TEXT, gender TEXT,
  phone TEXT NOT NULL, country_code INTEGER NOT NULL, itn TEXT,
  average_check INTEGER NOT NULL DEFAULT 0, orders_amount INTEGER NOT NULL DEFAULT 0, orders_qty INTEGER NOT NULL DEFAULT 0,
  spent_points INTEGER NOT NULL DEFAULT 0, current_points INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, revision INTEGER NOT NULL,
  person_id TEXT REFERENCES persons, bonus_group_id TEXT REFERENCES bonus_groups, created_by TEXT REFERENCES workers, search TEXT NOT NULL);
-- Points a customer got (positive) and spent; their sum is what he has.
CREATE TABLE customer_bonus_history (id INTEGER PRIMARY KEY, customer_id TEXT NOT NULL, amount INTEGER NOT NULL, admin INTEGER NOT NULL, created_at INTEGER NOT NULL, order_id TEXT);
CREATE TABLE bonus_group_changes (id INTEGER PRIMARY KEY, group_id TEXT NOT NULL, created_at INTEGER NOT NULL, operation_type TEXT NOT NULL, field TEXT, old_value TEXT, new_value TEXT);
CREATE TABLE customer_discount_groups (customer_id TEXT NOT NULL, group_id TEXT NOT NULL, PRIMARY KEY (customer_id, group_id)) WITHOUT ROWID;
CREATE TABLE customer_source_links (customer_id TEXT NOT NULL, source_id TEXT NOT NULL, PRIMARY KEY (customer_id, source_id)) WITHOUT ROWID;
CREATE TABLE customer_preference_links (customer_id TEXT NOT NULL, preference_id TEXT NOT NULL, PRIMARY KEY (customer_id, preference_id)) WITHOUT ROWID;
CREATE TABLE customer_celebration_dates (customer_id TEXT NOT NULL, date_id TEXT NOT NULL, PRIMARY KEY (customer_id, date_id)) WITHOUT ROWID;
CREATE VIEW customer_celebration_days AS
  SELECT cd.date_id || '-' || cd.customer_id AS id, cd.customer_id, cd.date_id, d.celebration_id
  FROM customer_celebration_dates cd JOIN celebration_dates d ON d.id = cd.date_id;
CREATE TABLE customer_events (id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, title TEXT NOT NULL, date_from TEXT NOT NULL, date_until TEXT NOT NULL);

-- Catalog and stock
CREATE TABLE inventory_groups (id TEXT PRIMARY KEY, title TEXT NOT NULL, group_type TEXT NOT NULL);
CREATE TABLE measures (id TEXT PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE categories (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, status TEXT NOT NULL, color TEXT NOT NULL, path TEXT NOT NULL, path_ids TEXT NOT NULL,
  count_public_items INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL,
  parent_id TEXT REFERENCES categories, group_id TEXT REFERENCES inventory_groups, image_id TEXT REFERENCES images);
-- The vendors' shared catalog: the same for every shop.
CREATE TABLE catalog_categories (id TEXT PRIMARY KEY, title TEXT NOT NULL, color TEXT NOT NULL, category_id TEXT REFERENCES categories);
CREATE VIEW catalog_items AS
  SELECT 'item-' || i.id AS id, i.id AS item_id, i.item_type, i.title, i.global_id, i.price_min, i.price_max, i.updated_at, i.public, i.fractional,
    i.added, i.revision, c.id AS category_id, i.logo_id,
    (SELECT count(*) FROM prices p WHERE p.item_id = i.id AND p.status = 'on') AS active_points
  FROM inventory_items i JOIN catalog_categories c ON c.category_id = i.category_id WHERE i.global_id IS NOT NULL;
CREATE TABLE catalog_exports (id TEXT PRIMARY KEY, catalog_category_id TEXT NOT NULL, status TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, created_by TEXT);
CREATE TABLE vendors (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
-- `added`: the shop sells it; otherwise it is known from the vendors' shared catalog only.
-- `retail`: sold by the piece from the window.
CREATE TABLE inventory_items (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, description TEXT, item_type TEXT NOT NULL,
  fractional INTEGER NOT NULL, public INTEGER NOT NULL, added INTEGER NOT NULL, global_id TEXT, price_min INTEGER NOT NULL, price_max INTEGER NOT NULL,
  retail INTEGER NOT NULL, updated_at INTEGER NOT NULL, revision INTEGER NOT NULL,
  group_id TEXT REFERENCES inventory_groups, category_id TEXT REFERENCES categories, measure_id TEXT REFERENCES measures, logo_id TEXT REFERENCES images, search TEXT NOT NULL);
CREATE TABLE item_images (item_id TEXT NOT NULL, image_id TEXT NOT NULL, PRIMARY KEY (item_id, image_id)) WITHOUT ROWID;
CREATE TABLE item_vendors (item_id TEXT NOT NULL, vendor_id INTEGER NOT NULL, PRIMARY KEY (item_id, vendor_id)) WITHOUT ROWID;
CREATE TABLE barcodes (id TEXT PRIMARY KEY, item_id TEXT NOT NULL, barcode TEXT NOT NULL, barcode_type TEXT NOT NULL);
CREATE TABLE vendor_codes (id TEXT PRIMARY KEY, item_id TEXT NOT NULL, vendor_code TEXT NOT NULL);
-- What an item costs in a store and how much of it lies there; `movements` counts stock transactions.
CREATE TABLE prices (id TEXT PRIMARY KEY, item_id TEXT NOT NULL, store_id TEXT NOT NULL, price INTEGER NOT NULL, cost INTEGER NOT NULL, quantity INTEGER NOT NULL, movements INTEGER NOT NULL, status TEXT NOT NULL, set_at INTEGER NOT NULL);
-- Every change of stock: quantity and its cost, both with their sign. A store's stock of an item
-- is the sum of its movements, kept in `prices.quantity`.
CREATE TABLE stock_movements (
  id INTEGER PRIMARY KEY, item_id TEXT NOT NULL, store_id TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
  qty INTEGER NOT NULL, amount INTEGER NOT NULL, document_id TEXT NOT NULL, document_number TEXT NOT NULL, status TEXT NOT NULL DEFAULT 'active');
CREATE TABLE movement_acts (
  id TEXT PRIMARY KEY, doc_no TEXT NOT NULL, date TEXT NOT NULL, created_at INTEGER NOT NULL, posted INTEGER NOT NULL, posted_at INTEGER,
  calculated INTEGER NOT NULL, status TEXT NOT NULL, created_by TEXT, posted_by TEXT, from_store TEXT NOT NULL, to_store TEXT NOT NULL);
CREATE TABLE movement_act_lines (id TEXT PRIMARY KEY, act_id TEXT NOT NULL REFERENCES movement_acts, item_id TEXT NOT NULL, qty INTEGER NOT NULL, price INTEGER NOT NULL, price_enabled INTEGER NOT NULL);
CREATE TABLE journal_items (journal_id TEXT NOT NULL, item_id TEXT NOT NULL, PRIMARY KEY (journal_id, item_id)) WITHOUT ROWID;

-- Orders
CREATE TABLE order_sources (id TEXT PRIMARY KEY, title TEXT NOT NULL, hidden INTEGER NOT NULL, revision INTEGER NOT NULL);
CREATE TABLE order_tags (id TEXT PRIMARY KEY, title TEXT NOT NULL, deleted INTEGER NOT NULL, revision INTEGER NOT NULL);
CREATE TABLE discount_reasons (id TEXT PRIMARY KEY, title TEXT NOT NULL, discount_type TEXT NOT NULL, deleted INTEGER NOT NULL, revision INTEGER NOT NULL);
CREATE TABLE cash_reasons (id TEXT PRIMARY KEY, title TEXT NOT NULL, type_reason TEXT NOT NULL, status TEXT NOT NULL, revision INTEGER NOT NULL);
CREATE TABLE payment_methods (id TEXT PRIMARY KEY, title TEXT NOT NULL, code TEXT NOT NULL);
CREATE TABLE shifts (id TEXT PRIMARY KEY, store_id TEXT NOT NULL, opened_at INTEGER NOT NULL, closed_at INTEGER, fiscal INTEGER NOT NULL);
CREATE TABLE bouquets (
  id TEXT PRIMARY KEY, doc_no TEXT, title TEXT NOT NULL, height INTEGER, width INTEGER, description TEXT,
  amount INTEGER NOT NULL, sale_amount INTEGER NOT NULL, true_sale_amount INTEGER NOT NULL, status TEXT NOT NULL,
  on_window_at INTEGER, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, completed_at INTEGER, public INTEGER NOT NULL,
  discount INTEGER NOT NULL DEFAULT 0, discount_type TEXT, markup INTEGER NOT NULL DEFAULT 0, markup_type TEXT, qty INTEGER NOT NULL DEFAULT 1, barcode TEXT, revision INTEGER NOT NULL,
  store_id TEXT NOT NULL, created_by TEXT, updated_by TEXT, logo_id TEXT);
-- What a bouquet on the showcase is made of; in an order its lines say that.
CREATE TABLE bouquet_lines (id TEXT PRIMARY KEY, bouquet_id TEXT NOT NULL REFERENCES bouquets, item_id TEXT NOT NULL, qty INTEGER NOT NULL, price INTEGER NOT NULL);
CREATE TABLE bouquet_price_diapasons (id TEXT PRIMARY KEY, price_from INTEGER NOT NULL, price_to INTEGER);
CREATE TABLE orders (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL, date TEXT NOT NULL, created_at INTEGER NOT NULL, due_time INTEGER, updated_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL, updated_status_at INTEGER NOT NULL, posted_at INTEGER, revision INTEGER NOT NULL,
  total_amount INTEGER NOT NULL, budget INTEGER NOT NULL, payments_amount INTEGER NOT NULL, bonuses_amount INTEGER NOT NULL, points INTEGER NOT NULL DEFAULT 0,
  discounts_amount INTEGER NOT NULL, markups_amount INTEGER NOT NULL,
  store_id TEXT NOT NULL, source_id TEXT, customer_id TEXT, created_by TEXT, updated_by TEXT, posted_by TEXT, locked_by TEXT, florist_id TEXT, courier_id TEXT,
  delivery INTEGER NOT NULL, delivery_status TEXT, fiscal INTEGER NOT NULL, fiscalized INTEGER NOT NULL, posted INTEGER NOT NULL, by_bonuses INTEGER NOT NULL,
  is_external INTEGER NOT NULL, external_id TEXT, external_system TEXT, external_session INTEGER,
  fiscalized_at INTEGER, locked_at INTEGER, locked_at_smartphone INTEGER, delivery_time_from INTEGER, delivery_time_to INTEGER,
  -- What the goods handed over had cost: the sum of the lines' costs.
  cost INTEGER NOT NULL DEFAULT 0,
  doc_no TEXT NOT NULL, amo_lead_id TEXT, cancel_comment TEXT, description TEXT NOT NULL, delivery_comments TEXT NOT NULL, delivery_city TEXT NOT NULL, delivery_street TEXT NOT NULL,
  delivery_house TEXT NOT NULL, delivery_apartment TEXT NOT NULL, delivery_building TEXT NOT NULL, delivery_contact TEXT NOT NULL,
  delivery_phone_code TEXT NOT NULL, delivery_phone_number TEXT NOT NULL, search TEXT NOT NULL);
CREATE TABLE order_tag_links (order_id TEXT NOT NULL, tag_id TEXT NOT NULL, PRIMARY KEY (order_id, tag_id)) WITHOUT ROWID;
CREATE TABLE order_images (order_id TEXT NOT NULL, image_id TEXT NOT NULL, PRIMARY KEY (order_id, image_id)) WITHOUT ROWID;
CREATE TABLE order_lines (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, order_id TEXT NOT NULL, item_id TEXT, bouquet_id TEXT,
  qty INTEGER NOT NULL, price INTEGER NOT NULL, amount INTEGER NOT NULL, discount_price INTEGER NOT NULL,
  total_amount INTEGER NOT NULL, total_with_discount INTEGER NOT NULL, manual INTEGER NOT NULL,
  -- When the order was handed over, and what the goods had cost the shop by then.
  sold_at INTEGER, cost INTEGER NOT NULL DEFAULT 0);
CREATE TABLE order_discounts (id TEXT PRIMARY KEY, order_id TEXT NOT NULL, discount_type TEXT NOT NULL, value_type TEXT NOT NULL, value INTEGER NOT NULL, amount INTEGER NOT NULL, reason_id TEXT);
CREATE TABLE order_history (id INTEGER PRIMARY KEY, order_id TEXT NOT NULL, status TEXT NOT NULL, created_at INTEGER NOT NULL, comment TEXT NOT NULL, worker_id TEXT);
CREATE TABLE order_payments (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, order_id TEXT NOT NULL, payment_type TEXT NOT NULL, date TEXT NOT NULL,
  amount INTEGER NOT NULL, bonus_amount INTEGER NOT NULL, description TEXT NOT NULL, created_at INTEGER NOT NULL,
  posted INTEGER NOT NULL, posted_at INTEGER, terminal_transaction_id TEXT NOT NULL, prepayment INTEGER NOT NULL,
  fiscalized INTEGER NOT NULL, fiscalized_at INTEGER, payment_link TEXT,
  method_id TEXT NOT NULL, shift_id TEXT, fiscal_shift_id TEXT, created_by TEXT, posted_by TEXT, fiscalized_by TEXT, parent_id TEXT, store_id TEXT);

-- Reports and imports
CREATE TABLE report_types (id TEXT PRIMARY KEY, type_name TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL, active INTEGER NOT NULL, color TEXT);
CREATE TABLE reports (
  id TEXT PRIMARY KEY, type_id TEXT NOT NULL REFERENCES report_types, title TEXT NOT NULL, status TEXT NOT NULL, stage TEXT NOT NULL, frequency TEXT NOT NULL,
  format TEXT NOT NULL, period TEXT NOT NULL, period_start TEXT NOT NULL, period_stop TEXT NOT NULL, request_date INTEGER NOT NULL, process_date INTEGER, email TEXT,
  detailing TEXT NOT NULL DEFAULT '[]', created_by TEXT, file BLOB);
-- What a report of a type can be detailed and filtered by.
CREATE TABLE report_detailing (id TEXT PRIMARY KEY, type_id TEXT NOT NULL REFERENCES report_types, place INTEGER NOT NULL, title TEXT NOT NULL);
CREATE TABLE report_filter_types (id TEXT PRIMARY KEY, type_id TEXT NOT NULL REFERENCES report_types, place INTEGER NOT NULL, title TEXT NOT NULL);
CREATE TABLE report_filters (id TEXT PRIMARY KEY, report_id TEXT NOT NULL REFERENCES reports, filter_type TEXT NOT NULL, "values" TEXT NOT NULL);
CREATE TABLE customer_imports (id TEXT PRIMARY KEY, status TEXT NOT NULL, total INTEGER NOT NULL, created_at INTEGER NOT NULL, queue INTEGER NOT NULL, mapping TEXT, processed INTEGER NOT NULL DEFAULT 0, created_by TEXT);
CREATE TABLE customer_import_rows (import_id TEXT NOT NULL REFERENCES customer_imports, number INTEGER NOT NULL, fields TEXT NOT NULL, outcome TEXT, reason TEXT, customer_id TEXT, PRIMARY KEY (import_id, number)) WITHOUT ROWID;
