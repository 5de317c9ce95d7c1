package rules

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
)

//go:embed policies/*.yaml
var policyFiles embed.FS

const defaultPolicy = "standard"

var readyMade = loadReadyMade()

// loadReadyMade reads the embedded policies, the default first, the others by
// name. A fault in them is a broken build.
func loadReadyMade() []*Policy {
	files, err := policyFiles.ReadDir("policies")
	if err != nil {
		panic(fmt.Sprintf("rules: embedded policies: %v", err))
	}
	var all []*Policy
	for _, f := range files {
		text, err := policyFiles.ReadFile("policies/" + f.Name())
		if err != nil {
			panic(fmt.Sprintf("rules: embedded policy: %v", err))
		}
		p, err := ParsePolicy(f.Name(), text)
		if err != nil {
			panic(fmt.Sprintf("rules: embedded policy: %v", err))
		}
		if p.name+".yaml" != f.Name() {
			panic(fmt.Sprintf("rules: %s holds policy %q", f.Name(), p.name))
		}
		all = append(all, p)
	}
	slices.SortStableFunc(all, func(a, b *Policy) int {
		if (a.name == defaultPolicy) != (b.name == defaultPolicy) {
			if a.name == defaultPolicy {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.name, b.name)
	})
	return all
}

// Default returns the policy "standard".
func Default() *Policy { return readyMade[0] }

// Named returns a ready-made policy; false if there is none of that name.
func Named(name string) (*Policy, bool) {
	for _, p := range readyMade {
		if p.name == name {
			return p, true
		}
	}
	return nil, false
}

// Policies returns the names of the ready-made policies, the default first.
func Policies() []string {
	var names []string
	for _, p := range readyMade {
		names = append(names, p.name)
	}
	return names
}
