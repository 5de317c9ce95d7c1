package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// registerCmd brings registers out of the database and into it, and checks them.
type registerCmd struct {
	Data string `env:"WALKIN_DATA" default:"data" placeholder:"DIR" help:"Where the bot keeps its files (${default})."`
	DB   string `name:"db" placeholder:"FILE" help:"The database. Default: the one in the data folder, of the embedded workspace or, where its tokens are set, of your Slack."`

	Export exportCmd `cmd:"" help:"Write a site's register as JSON Lines, with the chain of hashes. May run beside the bot."`
	Import importCmd `cmd:"" help:"Read JSON Lines into a site that has no events yet, all or nothing. The bot must not run."`
	Verify verifyCmd `cmd:"" help:"Check the chain of hashes and everything derived from the register. May run beside the bot."`
}

func (r *registerCmd) path() string {
	if r.DB != "" {
		return r.DB
	}
	to, err := chooseConnection(os.Getenv)
	if err != nil {
		to = connection{} // half a set: nothing was ever kept for it
	}
	return filepath.Join(r.Data, to.registerFile())
}

type exportCmd struct {
	Site storage.SiteID `placeholder:"ID" help:"The site, by its channel's id. Default: the only one."`
	File string         `arg:"" optional:"" default:"-" help:"Where to write it; - is standard output."`
}

// Run writes a file as a whole or not at all.
func (c *exportCmd) Run(ctx context.Context, parent *registerCmd, stdout io.Writer) error {
	db, err := storage.OpenReadOnly(ctx, parent.path())
	if err != nil {
		return err
	}
	defer db.Close()
	site, err := c.site(ctx, db)
	if err != nil {
		return err
	}
	if c.File == "-" {
		return exportTo(ctx, db, site, stdout)
	}
	// Customers' names and phones are in it: nobody else's to read.
	f, err := os.CreateTemp(filepath.Dir(c.File), ".walkin-export-*")
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	err = errors.Join(exportTo(ctx, db, site, f), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), c.File)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return fmt.Errorf("export to %s: %w", c.File, err)
	}
	return nil
}

// site returns the one to export.
func (c *exportCmd) site(ctx context.Context, db *storage.DB) (storage.SiteID, error) {
	known, err := chooseSites(ctx, db, c.Site)
	if err != nil {
		return "", err
	}
	if len(known) > 1 {
		return "", mistaken("there are several sites; choose one with --site: %s", list(known))
	}
	return known[0], nil
}

func exportTo(ctx context.Context, db *storage.DB, site storage.SiteID, w io.Writer) error {
	out := bufio.NewWriter(w)
	if err := db.Export(ctx, site, out); err != nil {
		return err
	}
	return out.Flush()
}

type importCmd struct {
	Site storage.SiteID `required:"" placeholder:"ID" help:"The site to import into, by its channel's id."`
	File string         `arg:"" help:"The register, one JSON event a line; - is standard input."`
}

// Run says what is wrong with the file as judge does.
func (c *importCmd) Run(ctx context.Context, parent *registerCmd, stdin io.Reader, stdout io.Writer) error {
	in, name := stdin, "standard input"
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer f.Close()
		in, name = f, c.File
	}
	if err := os.MkdirAll(filepath.Dir(parent.path()), 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	db, err := storage.Open(ctx, parent.path())
	if err != nil {
		return err
	}
	defer db.Close()
	n, err := db.Import(ctx, c.Site, in)
	var wrong *rules.EventError
	switch {
	case errors.As(err, &wrong):
		return mistaken("%s: %w", name, wrong)
	case errors.Is(err, storage.ErrNotEmpty):
		return mistake{err}
	case err != nil:
		return fmt.Errorf("%s: %w", name, err)
	}
	fmt.Fprintf(stdout, "%s: %d events imported\n", c.Site, n)
	return nil
}

type verifyCmd struct {
	Site storage.SiteID `placeholder:"ID" help:"The site, by its channel's id. Default: all."`
}

// Run prints a line for each site that is in order, or what is wrong with it.
func (c *verifyCmd) Run(ctx context.Context, parent *registerCmd, stdout io.Writer) error {
	db, err := storage.OpenReadOnly(ctx, parent.path())
	if err != nil {
		return err
	}
	defer db.Close()
	sites, err := chooseSites(ctx, db, c.Site)
	if err != nil {
		return err
	}
	var broken []storage.SiteID
	for _, site := range sites {
		report, err := db.Verify(ctx, site)
		if err != nil {
			return err
		}
		for _, f := range report.Findings {
			fmt.Fprintln(stdout, f)
		}
		if len(report.Findings) > 0 {
			broken = append(broken, site)
			continue
		}
		fmt.Fprintf(stdout, "%s: %d events in order, last hash %s\n", site, report.Seq, report.Hash)
	}
	if len(broken) > 0 {
		return fmt.Errorf("not in order: %s", list(broken))
	}
	return nil
}

// chooseSites returns the site asked for, or all there are.
func chooseSites(ctx context.Context, db *storage.DB, site storage.SiteID) (sites []storage.SiteID, err error) {
	err = db.Read(ctx, func(tx *storage.Tx) error {
		sites, err = tx.Sites()
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case len(sites) == 0:
		return nil, mistaken("there is nothing in this register yet")
	case site == "":
		return sites, nil
	}
	for _, s := range sites {
		if s == site {
			return []storage.SiteID{s}, nil
		}
	}
	return nil, mistaken("--site: there is no site %q; there is %s", site, list(sites))
}

func list(sites []storage.SiteID) string {
	words := make([]string, len(sites))
	for i, s := range sites {
		words[i] = string(s)
	}
	return strings.Join(words, ", ")
}
