package storage_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/pressly/goose/v3"

	"github.com/walkin-chat/walkin/storage"
	"github.com/walkin-chat/walkin/storage/storagetest"
)

// With WALKIN_TEST_OPEN set, the test program is another walkin: it opens that
// database for reading and says how that went; then it opens it, appends an event
// after another, says so, and waits to be killed.
func TestMain(m *testing.M) {
	path := os.Getenv("WALKIN_TEST_OPEN")
	if path == "" {
		os.Exit(m.Run())
	}
	if db, err := storage.OpenReadOnly(context.Background(), path); err != nil {
		fmt.Println("unreadable:", err)
	} else {
		v, err := db.Verify(context.Background(), site)
		fmt.Println("read", v.Seq, len(v.Findings), err)
		db.Close()
	}
	db, err := storage.Open(context.Background(), path)
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(0)
	}
	for i := range 3 {
		err := db.Write(context.Background(), func(tx *storage.Tx) error {
			_, err := tx.Append(site, amy())
			return err
		})
		if err != nil {
			fmt.Println("refused:", err)
			os.Exit(0)
		}
		fmt.Println("wrote", i+1)
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// another starts another walkin on a database and returns a function that reads
// a line of what it says.
func another(t *testing.T, path string, as *syscall.Credential) (cmd *exec.Cmd, says func() string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if as != nil {
		// The test program lies in a folder of its builder's alone.
		self = copied(t, self)
	}
	cmd = exec.Command(self)
	cmd.Env = append(os.Environ(), "WALKIN_TEST_OPEN="+path)
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as}
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(out)
	return cmd, func() string {
		lines.Scan()
		return lines.Text()
	}
}

func copied(t *testing.T, program string) string {
	t.Helper()
	from, err := os.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	name := filepath.Join(openFolder(t), "walkin")
	to, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	if _, err := io.Copy(to, from); err != nil {
		t.Fatal(err)
	}
	return name
}

// openFolder is a temporary folder that everybody may enter, but not write to.
func openFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, d := range []string{filepath.Dir(dir), dir} {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestWhatWasWrittenOutlivesTheProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "walkin.db")
	cmd, says := another(t, path, nil)
	if got := says(); !strings.Contains(got, "no such file") {
		t.Errorf("of a database that is not there it says %q", got)
	}
	for _, want := range []string{"wrote 1", "wrote 2", "wrote 3"} {
		if got := says(); got != want {
			t.Fatalf("it says %q, want %q", got, want)
		}
	}

	if _, err := storage.Open(t.Context(), path); !errors.Is(err, storage.ErrInUse) {
		t.Errorf("while it runs: %v", err)
	} else if pid := fmt.Sprint("process ", cmd.Process.Pid); !strings.Contains(err.Error(), pid) {
		t.Errorf("%q does not name %s", err, pid)
	}
	beside, err := storage.OpenReadOnly(t.Context(), path)
	if err != nil {
		t.Fatal("reading while it runs:", err)
	}
	defer beside.Close()
	if n := len(seqs(t, beside)); n != 3 {
		t.Errorf("a reader beside it sees %d events", n)
	}

	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	db, err := storage.Open(t.Context(), path)
	if err != nil {
		t.Fatal("after it was killed:", err)
	}
	defer db.Close()
	if n := len(seqs(t, db)); n != 3 {
		t.Errorf("%d events are left of 3", n)
	}
}

func TestReopen(t *testing.T) {
	db, path := openFile(t)
	appendAll(t, db, amy(), walksIn("wang", ""))
	for range 2 {
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		var err error
		if db, err = storage.Open(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if n := len(seqs(t, db)); n != 2 {
			t.Errorf("%d events, want 2", n)
		}
	}
}

// A closed database is one file: nothing is open any more that would keep the
// write-ahead log.
func TestCloseLeavesOneFile(t *testing.T) {
	db, path := told(t)
	verify(t, db)
	export(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(path + "*")
	if err != nil || !slices.Equal(files, []string{path, path + ".lock"}) {
		t.Errorf("left: %v, %v", files, err)
	}
}

func TestNobodyElseMayReadTheFiles(t *testing.T) {
	db, path := openFile(t)
	appendAll(t, db, amy())
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) != 4 { // file, log, its index, lock
		t.Errorf("files %v, %v", files, err)
	}
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
}

func TestASecondOpenIsRefused(t *testing.T) {
	_, path := openFile(t)
	link := filepath.Join(t.TempDir(), "other-name.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, link} {
		if db, err := storage.Open(t.Context(), p); !errors.Is(err, storage.ErrInUse) {
			t.Errorf("%s: %v, %v", p, db, err)
		}
	}
}

func TestOddPaths(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"with space.db", "q?mode=memory", "100%.db", "a#b.db", "案场.db"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, name)
			db, err := storage.Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			appendAll(t, db, amy())
			if _, err := os.Stat(path); err != nil {
				t.Error(err)
			}
		})
	}
}

// migrated makes a database of an earlier version of the schema.
func migrated(t *testing.T, version int64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "walkin.db")
	dir, err := fs.Sub(storage.Migrations, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, raw(t, path).DB, dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEveryEarlierSchemaIsBroughtUpToDate(t *testing.T) {
	for version := int64(1); version <= storage.Newest(); version++ {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			path := migrated(t, version)
			db, err := storage.OpenReadOnly(t.Context(), path)
			if older := version < storage.Newest(); older != errors.Is(err, storage.ErrOlder) {
				t.Errorf("opened for reading: %v", err)
			}
			if err == nil {
				db.Close()
			}
			db, err = storage.Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			appendAll(t, db, amy())
			if _, err := raw(t, path).Exec(`DELETE FROM events`); err == nil {
				t.Error("the register can be emptied")
			}
		})
	}
}

func TestANewerSchemaIsLeftAlone(t *testing.T) {
	db, path := openFile(t)
	db.Close()
	raw(t, path).MustExec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`)
	if _, err := storage.Open(t.Context(), path); !errors.Is(err, storage.ErrNewer) {
		t.Errorf("opened: %v", err)
	}
	if _, err := storage.OpenReadOnly(t.Context(), path); !errors.Is(err, storage.ErrNewer) {
		t.Errorf("opened for reading: %v", err)
	}
}

func TestNotADatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "walkin.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("Dear diary, ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func(context.Context, string) (*storage.DB, error){"Open": storage.Open, "OpenReadOnly": storage.OpenReadOnly} {
		if _, err := open(t.Context(), path); err == nil || !strings.Contains(err.Error(), "no database") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := storage.OpenReadOnly(t.Context(), path+"x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

func TestADatabaseThatCannotBeWritten(t *testing.T) {
	var as *syscall.Credential
	if os.Geteuid() == 0 {
		as = &syscall.Credential{Uid: 65534, Gid: 65534} // modes mean nothing to root
	}
	for _, tt := range []struct {
		name       string
		file, lock fs.FileMode
		folder     fs.FileMode
	}{
		{"a read-only file", 0o444, 0o666, 0o777},
		{"a read-only folder", 0o666, 0o666, 0o555},
		{"a lock that is somebody else's", 0o666, 0o400, 0o777},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := openFolder(t)
			path := filepath.Join(dir, "walkin.db")
			db, err := storage.Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			appendAll(t, db, amy())
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			for name, mode := range map[string]fs.FileMode{path: tt.file, path + ".lock": tt.lock, dir: tt.folder} {
				if err := os.Chmod(name, mode); err != nil {
					t.Fatal(err)
				}
			}
			t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
			_, says := another(t, path, as)
			if got, want := says(), "read 1 0 <nil>"; got != want {
				t.Errorf("reading, it says %q, want %q", got, want)
			}
			if got := says(); !strings.Contains(got, storage.ErrReadOnly.Error()) {
				t.Errorf("it says %q", got)
			}
		})
	}
}

func TestAnotherProgramHoldsTheDatabase(t *testing.T) {
	db, path := openFile(t)
	shell := raw(t, path)
	shell.SetMaxOpenConns(1)
	shell.MustExec(`BEGIN IMMEDIATE`)
	err := db.Write(t.Context(), func(tx *storage.Tx) error {
		_, err := tx.Append(site, amy())
		return err
	})
	if !errors.Is(err, storage.ErrBusy) {
		t.Errorf("while it holds it: %v", err)
	}
	shell.MustExec(`ROLLBACK`)
	appendAll(t, db, amy())
	if n := len(seqs(t, db)); n != 1 {
		t.Errorf("%d events, want the second attempt's", n)
	}
}

func TestStorageTestDatabasesAreTheirOwn(t *testing.T) {
	a, b := storagetest.Open(t), storagetest.Open(t)
	appendAll(t, a, amy())
	if n := len(seqs(t, b)); n != 0 {
		t.Errorf("the other has %d events", n)
	}
}
