package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/walkin-chat/walkin/rules"
)

// policyCmd is about house rules: the ready-made ones, and one's own.
type policyCmd struct {
	List   policyListCmd   `cmd:"" help:"List the ready-made policies."`
	Show   policyShowCmd   `cmd:"" help:"Print a policy as a page to hang on the wall."`
	Check  policyCheckCmd  `cmd:"" help:"Say what is wrong with a policy file, with line and column: unknown keys, impossible values, clauses that can never be reached; and note what looks like a slip: numbers unlike their wordings."`
	New    policyNewCmd    `cmd:"" help:"Print a copy of a policy under a name of its own, ready to edit."`
	Diff   policyDiffCmd   `cmd:"" help:"Say in sentences where two policies differ."`
	Schema policySchemaCmd `cmd:"" help:"Print the JSON Schema of policy files, for editors that complete and check."`
}

type policyListCmd struct {
	Lang rules.Lang `help:"Language of the titles: zh or en." enum:"zh,en" default:"zh"`
}

// Run prints a line for each ready-made policy.
func (c *policyListCmd) Run(stdout io.Writer) error {
	for _, name := range rules.Policies() {
		p, _ := rules.Named(name)
		if c.Lang == rules.Zh {
			fmt.Fprintf(stdout, "%-17s %3d 条  %s\n", name, len(p.Clauses()), p.Title(c.Lang))
		} else {
			fmt.Fprintf(stdout, "%-17s %3d clauses  %s\n", name, len(p.Clauses()), p.Title(c.Lang))
		}
	}
	return nil
}

type policyShowCmd struct {
	Policy string     `arg:"" placeholder:"NAME-or-FILE" help:"A ready-made policy or a policy file."`
	Lang   rules.Lang `help:"zh or en." enum:"zh,en" default:"zh"`
	Format string     `help:"text or md (Markdown)." enum:"text,md" default:"text"`
}

// Run prints the page.
func (c *policyShowCmd) Run(stdout io.Writer) error {
	p, err := findPolicy(c.Policy)
	if err != nil {
		return err
	}
	page := p.Page(c.Lang)
	text := page.Text()
	if c.Format == "md" {
		text = page.Markdown()
	}
	_, err = io.WriteString(stdout, text)
	return err
}

type policyCheckCmd struct {
	File string     `arg:"" help:"A policy file, or the name of a ready-made policy; - is standard input."`
	Lang rules.Lang `help:"Language of the answer: zh or en." enum:"zh,en" default:"en"`
}

// Run prints one line if all is well, and what looks like a slip all the same.
func (c *policyCheckCmd) Run(stdin io.Reader, stdout io.Writer) error {
	var text []byte
	var err error
	if c.File == "-" {
		if text, err = io.ReadAll(stdin); err != nil {
			return fmt.Errorf("standard input: %w", err)
		}
	} else if text, err = policyText(c.File); err != nil {
		return err
	}
	p, faults := rules.CheckPolicy(c.File, text)
	if len(faults) > 0 {
		var all []string
		for _, f := range faults {
			all = append(all, f.Report(c.Lang))
		}
		return mistaken("%s", strings.Join(all, "\n"))
	}
	n, s, note := len(p.Clauses()), "s", "note: "
	if n == 1 {
		s = ""
	}
	if c.Lang == rules.Zh {
		note = "注意："
		fmt.Fprintf(stdout, "%s：制度 %s 没有毛病，共 %d 条\n", c.File, p.Name(), n)
	} else {
		fmt.Fprintf(stdout, "%s: policy %s is in order, %d clause%s\n", c.File, p.Name(), n, s)
	}
	for _, slip := range rules.PolicyNotes(c.File, text) {
		fmt.Fprintln(stdout, note+slip.Report(c.Lang))
	}
	return nil
}

type policyNewCmd struct {
	From string `required:"" placeholder:"NAME-or-FILE" help:"The policy to copy."`
	Name string `arg:"" optional:"" help:"The name of the new one, in lower-case letters, digits and dashes. Default: my- and the old name."`
}

// Run prints the copy.
func (c *policyNewCmd) Run(stdout io.Writer) error {
	text, err := policyText(c.From)
	if err != nil {
		return err
	}
	name := c.Name
	if name == "" {
		p, err := findPolicy(c.From)
		if err != nil {
			return err
		}
		name = "my-" + p.Name()
	}
	changed, err := rules.NewPolicy(c.From, text, name)
	if err != nil {
		return mistake{err}
	}
	_, err = stdout.Write(changed)
	return err
}

type policyDiffCmd struct {
	A    string     `arg:"" placeholder:"A" help:"A ready-made policy or a policy file."`
	B    string     `arg:"" placeholder:"B" help:"Another."`
	Lang rules.Lang `help:"zh or en." enum:"zh,en" default:"zh"`
}

// Run prints the differences by subject, or that there are none.
func (c *policyDiffCmd) Run(stdout io.Writer) error {
	a, err := findPolicy(c.A)
	if err != nil {
		return err
	}
	b, err := findPolicy(c.B)
	if err != nil {
		return err
	}
	_, err = io.WriteString(stdout, rules.ComparePolicies(a, b).Text(c.Lang))
	return err
}

type policySchemaCmd struct{}

// Run prints the schema that lies beside the ready-made policies.
func (c *policySchemaCmd) Run(stdout io.Writer) error {
	_, err := stdout.Write(rules.PolicySchema())
	return err
}

// policyText returns the file of a ready-made policy, or reads a file.
func policyText(nameOrFile string) ([]byte, error) {
	if text, ok := rules.PolicyText(nameOrFile); ok {
		return text, nil
	}
	text, err := os.ReadFile(nameOrFile)
	if errors.Is(err, fs.ErrNotExist) {
		meant := ""
		if name := rules.Likeliest(strings.ToLower(strings.TrimSuffix(nameOrFile, ".yaml")), rules.Policies()); name != "" {
			meant = "; did you mean " + name + "?"
		}
		return nil, mistaken("%q is neither a ready-made policy (%s) nor a file%s", nameOrFile, strings.Join(rules.Policies(), ", "), meant)
	}
	return text, err
}

// findPolicy returns a ready-made policy, or reads a policy file.
func findPolicy(nameOrFile string) (*rules.Policy, error) {
	if p, ok := rules.Named(nameOrFile); ok {
		return p, nil
	}
	text, err := policyText(nameOrFile)
	if err != nil {
		return nil, err
	}
	p, err := rules.ParsePolicy(nameOrFile, text)
	if err != nil {
		return nil, mistake{err}
	}
	return p, nil
}

// about says which flag a mistake is in.
func about(flag string, err error) error {
	if m := (mistake{}); errors.As(err, &m) {
		return mistaken("%s: %w", flag, m.error)
	}
	return fmt.Errorf("%s: %w", flag, err)
}
