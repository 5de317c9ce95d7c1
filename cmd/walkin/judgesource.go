package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// A source is the register that judge reads.
type source struct {
	name   string    // as errors give it
	from   io.Reader // where it comes from; nil once all of it is in the file
	opened *os.File  // to be closed in the end

	// of one that can be read again
	file  *os.File // the register, or the copy of what has come by a pipe
	start int64    // where it begins in the file
	copy  string   // the name of that copy
}

// open returns the register that is to be read.
func (j *judgeCmd) open(stdin io.Reader) (*source, error) {
	if j.File == "-" {
		return &source{name: "standard input", from: stdin}, nil
	}
	f, err := os.Open(j.File)
	if err != nil {
		return nil, err
	}
	return &source{name: j.File, from: f, opened: f}, nil
}

// keep sees to it that the source can be read again: what comes by a pipe is
// copied to a file while it is read. It says whether that can be done.
//
// The copy has people's names and phones: nobody else may read it, and it has
// no name from the first, so that it is gone with the program, however that ends.
// Where a file that is open cannot be removed, Close removes it.
func (in *source) keep() bool {
	if f, ok := in.from.(*os.File); ok {
		if about, err := f.Stat(); err == nil && about.Mode().IsRegular() {
			in.file, in.from = f, nil
			in.start, err = f.Seek(0, io.SeekCurrent)
			return err == nil
		}
	}
	f, err := os.CreateTemp("", "walkin-judge-*") // for its owner only, as all that is made so
	if err != nil {
		return false
	}
	_ = os.Remove(f.Name()) // else by Close
	in.file, in.copy = f, f.Name()
	return true
}

// Read reads on: first what was copied, then what comes.
func (in *source) Read(p []byte) (int, error) {
	if in.file != nil {
		if n, err := in.file.Read(p); in.from == nil || n > 0 || !errors.Is(err, io.EOF) {
			return n, err
		}
	}
	n, err := in.from.Read(p)
	if in.file == nil {
		return n, err
	}
	if errors.Is(err, io.EOF) {
		in.from = nil // a terminal would have more
	}
	if _, err := in.file.Write(p[:n]); err != nil {
		return 0, fmt.Errorf("keep a copy of it: %w; give the register as a file, or name a folder with more room in TMPDIR", err)
	}
	return n, err
}

// rewind goes back to the beginning of a source that keeps.
func (in *source) rewind() error {
	_, err := in.file.Seek(in.start, io.SeekStart)
	return err
}

// Close closes what open and keep have opened.
func (in *source) Close() error {
	var err error
	if in.opened != nil {
		err = in.opened.Close()
	}
	if in.copy == "" {
		return err
	}
	err = errors.Join(err, in.file.Close())
	if gone := os.Remove(in.copy); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}
