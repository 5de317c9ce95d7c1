-- The register and what is derived from it. Times are microseconds since 1970,
-- UTC; ids are text.

-- +goose Up

-- What happened, in order. The body is the canonical event without what is
-- personal; see the package's documentation for the hash.
CREATE TABLE events (
	site       TEXT   NOT NULL,
	seq        BIGINT NOT NULL,
	at         BIGINT NOT NULL,
	kind       TEXT   NOT NULL,
	body       TEXT   NOT NULL,
	commitment TEXT   NOT NULL, -- to the personal part; empty: the event has none
	prev       TEXT   NOT NULL, -- hash of the event before; empty for the first
	hash       TEXT   NOT NULL,
	PRIMARY KEY (site, seq)
) WITHOUT ROWID;

-- Names, phones and free text of the events, apart, so that erasing them later
-- rewrites nothing of the above.
CREATE TABLE personal (
	site TEXT   NOT NULL,
	seq  BIGINT NOT NULL,
	salt TEXT   NOT NULL,
	body TEXT   NOT NULL,
	PRIMARY KEY (site, seq),
	FOREIGN KEY (site, seq) REFERENCES events (site, seq)
) WITHOUT ROWID;

-- Derived: which events speak of a customer, visit, deal or dispute.
CREATE TABLE subjects (
	site    TEXT   NOT NULL,
	subject TEXT   NOT NULL, -- customer/ID, visit/ID, deal/ID, dispute/ID
	seq     BIGINT NOT NULL,
	PRIMARY KEY (site, subject, seq)
) WITHOUT ROWID;

-- Derived: customers by what people type.
CREATE TABLE cards (
	site     TEXT NOT NULL,
	customer TEXT NOT NULL,
	name     TEXT NOT NULL, -- as last written
	phone    TEXT NOT NULL, -- as last written
	name_key TEXT NOT NULL, -- lower case, no spaces or punctuation
	e164     TEXT NOT NULL,
	ending   TEXT NOT NULL, -- last four digits
	PRIMARY KEY (site, customer)
) WITHOUT ROWID;
CREATE INDEX cards_by_phone ON cards (site, e164);
CREATE INDEX cards_by_ending ON cards (site, ending);
CREATE INDEX cards_by_name ON cards (site, name_key);

-- Derived: whose customer each is, as of the customer's last event; a protection
-- that has run out since is still here, with its until.
CREATE TABLE holdings (
	site     TEXT   NOT NULL,
	customer TEXT   NOT NULL,
	owner    TEXT   NOT NULL, -- empty: nobody
	since    BIGINT,
	until    BIGINT, -- null: does not lapse by time
	due      BIGINT, -- next follow-up; null: none
	first    BIGINT NOT NULL, -- the earlier of until and due; the largest number if neither
	former   TEXT   NOT NULL,
	lapsed   BIGINT,
	PRIMARY KEY (site, customer)
) WITHOUT ROWID;
CREATE INDEX holdings_by_owner ON holdings (site, owner, first, customer, until);
CREATE INDEX holdings_by_until ON holdings (site, until, owner, customer);

-- Derived: the order of reception after the site's last event.
CREATE TABLE queue (
	site   TEXT   NOT NULL,
	person TEXT   NOT NULL,
	place  BIGINT NOT NULL, -- 1 for the first; 0: not in the queue, but owed or next
	next   BOOLEAN NOT NULL, -- receives next
	owed   BIGINT NOT NULL, -- make-up turns
	PRIMARY KEY (site, person)
) WITHOUT ROWID;

-- The replies given, by delivery key: a repeat gets the same.
CREATE TABLE deliveries (
	key   TEXT   NOT NULL PRIMARY KEY,
	at    BIGINT NOT NULL,
	reply BLOB   NOT NULL
) WITHOUT ROWID;
CREATE INDEX deliveries_by_at ON deliveries (at);

-- Questions whose answer is a button, until answered.
CREATE TABLE choices (
	id       TEXT   NOT NULL PRIMARY KEY,
	site     TEXT   NOT NULL,
	person   TEXT   NOT NULL,
	customer TEXT   NOT NULL,
	phone    TEXT   NOT NULL,
	at       BIGINT NOT NULL,
	body     BLOB   NOT NULL
) WITHOUT ROWID;
CREATE INDEX choices_by_person ON choices (site, person, at);

-- What is still to be sent.
CREATE TABLE jobs (
	id       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	site     TEXT    NOT NULL,
	lane     TEXT    NOT NULL, -- jobs of one lane are done one after the other
	due      BIGINT  NOT NULL,
	not_before BIGINT NOT NULL, -- of the next attempt
	attempts BIGINT  NOT NULL,
	body     BLOB    NOT NULL
);
CREATE INDEX jobs_by_lane ON jobs (site, lane, due, id);

-- Which message says what, so that it can be changed in place.
CREATE TABLE posts (
	site    TEXT NOT NULL,
	key     TEXT NOT NULL,
	channel TEXT NOT NULL,
	ts      TEXT NOT NULL,
	PRIMARY KEY (site, key)
) WITHOUT ROWID;

-- Small things kept for a site or a person.
CREATE TABLE settings (
	site  TEXT NOT NULL,
	key   TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (site, key)
) WITHOUT ROWID;

-- +goose Down
DROP TABLE settings;
DROP TABLE posts;
DROP TABLE jobs;
DROP TABLE choices;
DROP TABLE deliveries;
DROP TABLE queue;
DROP TABLE holdings;
DROP TABLE cards;
DROP TABLE subjects;
DROP TABLE personal;
DROP TABLE events;
