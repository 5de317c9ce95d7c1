// Walkin keeps a sales floor's register: who walked in, whose customer they are,
// who receives next.
//
//	walkin            the bot, in your Slack or with a workspace of its own
//	walkin say        a person played in that workspace, from a terminal
//	walkin workspace  the workspace alone, for another app
//	walkin manifest   what Slack asks for when an app is made
//	walkin doctor     what is wrong, and what to do
//	walkin register   a site's register out of the database, into it, checked
//	walkin policy     house rules: shown, checked, copied, compared
//	walkin judge      what the house rules make of a register, with no database
//
// Exit status: 0 if all went well, 1 for trouble with files, the network or the
// database, 2 for a mistake in the command or in what it was given to read.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // a machine without zone data decides the same

	"github.com/alecthomas/kong"
	"github.com/joho/godotenv"
)

// commands are the words after walkin; each has a file of its own. What a
// command's Run takes (context, standard input and output, logger) is bound in
// execute.
type commands struct {
	Start     startCmd     `cmd:"" default:"withargs" help:"Start the bot: in your Slack if its tokens are set, else with an embedded workspace to try it in. This is what walkin alone does."`
	Say       sayCmd       `cmd:"" help:"Play a person in the running workspace: type, press, fill in; print what comes back."`
	Workspace workspaceCmd `cmd:"" help:"Start the workspace alone, for another app to connect to."`
	Manifest  manifestCmd  `cmd:"" help:"Print the app manifest that Slack asks for."`
	Doctor    doctorCmd    `cmd:"" help:"Look at settings, tokens, scopes, channels, clock, disk and database, and say what to do. Exit status 1 if something is wrong."`
	Register  registerCmd  `cmd:"" help:"Export, import or verify a site's register."`
	Policy    policyCmd    `cmd:"" help:"Show, check, copy and compare house rules."`
	Judge     judgeCmd     `cmd:"" help:"Say what the house rules make of a register: who owns whom, how each deal is split, who is next."`
}

// A mistake is the caller's: a wrong flag, or something wrong in what they gave
// to read. It ends with exit status 2.
type mistake struct{ error }

func (m mistake) Unwrap() error { return m.error }

func mistaken(format string, args ...any) error { return mistake{fmt.Errorf(format, args...)} }

func main() {
	// What stands in .env counts where the environment says nothing; there
	// need not be such a file.
	if err := godotenv.Load(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(os.Stderr, "walkin: read .env:", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is main without the globals. It returns the exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	err := execute(ctx, args, stdin, stdout, stderr)
	if err == nil {
		return 0
	}
	fmt.Fprintln(stderr, "walkin:", err)
	if m := (mistake{}); errors.As(err, &m) {
		return 2
	}
	return 1
}

func execute(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	helped := false
	parser, err := kong.New(&commands{},
		kong.Name("walkin"),
		kong.Description("A chat bot for sales floors: who walked in, whose customer they are, who is next."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) { helped = true }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.BindTo(stdin, (*io.Reader)(nil)),
		kong.BindTo(stdout, (*io.Writer)(nil)),
		kong.Bind(slog.New(slog.NewTextHandler(stderr, nil))),
	)
	if err != nil {
		return fmt.Errorf("command line: %w", err)
	}
	command, err := parser.Parse(args)
	switch {
	case helped:
		return nil
	case err != nil:
		return mistaken("%w; see walkin --help", err)
	}
	return command.Run()
}
