package workspace

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"

	"github.com/jmoiron/sqlx"
	_ "github.com/mattn/go-sqlite3" // the driver
)

// schemaVersion is kept in the file's user_version; a file of another version
// is refused.
const schemaVersion = 1

// Each noun is one table of JSON documents: the whole workspace is read into
// memory at the start, so nothing is ever searched for here.
const schema = `
CREATE TABLE identity (one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL);
CREATE TABLE members  (id TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE channels (id TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE messages (channel TEXT NOT NULL, ts TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (channel, ts)) WITHOUT ROWID;
CREATE TABLE files    (id TEXT PRIMARY KEY, body TEXT NOT NULL, content BLOB);
CREATE TABLE homes    (id TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE outbox   (id TEXT PRIMARY KEY, body TEXT NOT NULL);
`

// store keeps the workspace in one SQLite file.
type store struct{ db *sqlx.DB }

// openStore opens the file at path, or memory if path is empty. With fresh,
// what is in it is dropped.
func openStore(ctx context.Context, path string, fresh bool) (*store, error) {
	dsn := ":memory:"
	if path != "" {
		// It holds what people typed, phones and all: its owner's alone to read.
		// SQLite gives the files beside it the same mode.
		f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			return nil, fmt.Errorf("open workspace: %w", err)
		}
		if err := errors.Join(f.Chmod(0o600), f.Close()); err != nil {
			return nil, fmt.Errorf("open workspace: %w", err)
		}
		dsn = "file:" + (&url.URL{Path: path}).EscapedPath() + "?_journal_mode=WAL&_synchronous=NORMAL&_busy_timeout=2000&_txlock=immediate"
	}
	db, err := sqlx.Open("sqlite3", dsn)
	if err != nil {
		return nil, fmt.Errorf("open workspace %s: %w", path, err)
	}
	db.SetMaxOpenConns(1) // a single writer; and one memory, if it is in memory
	st := &store{db: db}
	if err := st.prepare(ctx, fresh); err != nil {
		return nil, errors.Join(fmt.Errorf("open workspace %s: %w", path, err), db.Close())
	}
	return st, nil
}

func (st *store) prepare(ctx context.Context, fresh bool) error {
	var version int
	if err := st.db.GetContext(ctx, &version, `PRAGMA user_version`); err != nil {
		return err
	}
	if version != 0 && version != schemaVersion {
		return fmt.Errorf("the file is of version %d, this program writes version %d", version, schemaVersion)
	}
	if version == 0 {
		_, err := st.db.ExecContext(ctx, fmt.Sprintf("BEGIN IMMEDIATE; %s PRAGMA user_version = %d; COMMIT", schema, schemaVersion))
		return err
	}
	if fresh {
		return st.empty()
	}
	return nil
}

// empty forgets everything.
func (st *store) empty() error {
	for _, table := range []string{"identity", "members", "channels", "messages", "files", "homes", "outbox"} {
		if _, err := st.db.Exec(`DELETE FROM ` + table); err != nil {
			return fmt.Errorf("empty %s: %w", table, err)
		}
	}
	return nil
}

func (st *store) close() error { return st.db.Close() }

// identity reads the workspace's identity into id; false if there is none yet.
func (st *store) identity(id *identity) (bool, error) {
	var body string
	err := st.db.Get(&body, `SELECT body FROM identity`)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read identity: %w", err)
	}
	return true, json.Unmarshal([]byte(body), id)
}

func (st *store) saveIdentity(id identity) error {
	body, err := json.Marshal(id)
	if err != nil {
		return err
	}
	if _, err := st.db.Exec(`INSERT OR REPLACE INTO identity (one, body) VALUES (1, ?)`, string(body)); err != nil {
		return fmt.Errorf("write identity: %w", err)
	}
	return nil
}

// put writes one document of a noun.
func (st *store) put(noun, id string, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("write %s %s: %w", noun, id, err)
	}
	if _, err := st.db.Exec(`INSERT INTO `+noun+` (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body`, id, string(body)); err != nil {
		return fmt.Errorf("write %s %s: %w", noun, id, err)
	}
	return nil
}

// drop forgets one document of a noun.
func (st *store) drop(noun, id string) error {
	if _, err := st.db.Exec(`DELETE FROM `+noun+` WHERE id = ?`, id); err != nil {
		return fmt.Errorf("forget %s %s: %w", noun, id, err)
	}
	return nil
}

// each reads all documents of a noun, in the order they were first written.
func each[T any](st *store, noun string, take func(*T)) error {
	var bodies []string
	if err := st.db.Select(&bodies, `SELECT body FROM `+noun+` ORDER BY rowid`); err != nil {
		return fmt.Errorf("read %s: %w", noun, err)
	}
	for _, body := range bodies {
		var v T
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			return fmt.Errorf("read %s: %w", noun, err)
		}
		take(&v)
	}
	return nil
}

func (st *store) saveMessage(m *Message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("write message %s %s: %w", m.channel, m.TS, err)
	}
	const q = `INSERT INTO messages (channel, ts, body) VALUES (?, ?, ?) ON CONFLICT (channel, ts) DO UPDATE SET body = excluded.body`
	if _, err := st.db.Exec(q, m.channel, m.TS, string(body)); err != nil {
		return fmt.Errorf("write message %s %s: %w", m.channel, m.TS, err)
	}
	return nil
}

func (st *store) dropMessage(channel, ts string) error {
	if _, err := st.db.Exec(`DELETE FROM messages WHERE channel = ? AND ts = ?`, channel, ts); err != nil {
		return fmt.Errorf("delete message %s %s: %w", channel, ts, err)
	}
	return nil
}

// eachMessage reads all messages, oldest first.
func (st *store) eachMessage(take func(*Message)) error {
	var rows []struct{ Channel, Body string }
	if err := st.db.Select(&rows, `SELECT channel, body FROM messages ORDER BY channel, ts`); err != nil {
		return fmt.Errorf("read messages: %w", err)
	}
	for _, r := range rows {
		m := &Message{}
		if err := json.Unmarshal([]byte(r.Body), m); err != nil {
			return fmt.Errorf("read messages: %w", err)
		}
		m.channel = r.Channel
		take(m)
	}
	return nil
}

func (st *store) saveContent(id string, content []byte) error {
	if _, err := st.db.Exec(`UPDATE files SET content = ? WHERE id = ?`, content, id); err != nil {
		return fmt.Errorf("write file %s: %w", id, err)
	}
	return nil
}

func (st *store) content(ctx context.Context, id string) ([]byte, error) {
	var b []byte
	if err := st.db.GetContext(ctx, &b, `SELECT content FROM files WHERE id = ?`, id); err != nil {
		return nil, fmt.Errorf("read file %s: %w", id, err)
	}
	return b, nil
}
