package reader_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// want is what a case asserts beyond its marks: the lines of its ".want"
// section.
type want struct {
	Published      string
	NestedOptional bool
	NoScare        bool
	NoLabels       bool
	NoPosts        bool
	Attributions   map[int]fields
	Posts          []fields
	Entities       []fields // with "name"; "absent=yes" asserts that there is none, "absent=person" no person
}

// fields are the key=value pairs of a line. A value may hold blanks and ends
// before the next key.
type fields map[string]string

var (
	key       = regexp.MustCompile(`(?:^|\s)([a-z_]+)=`)
	knownKeys = map[string][]string{
		"attribution": {"kind", "entity", "venue", "addressee", "said", "part_of", "within"},
		"post":        {"platform", "author", "handle", "date", "text", "url"},
		"entity":      {"name", "type", "gender", "absent"},
	}
)

// parseWant reads a ".want" section. Empty lines and lines that start with "#"
// say nothing.
func parseWant(src string) (want, error) {
	w := want{Attributions: map[int]fields{}}
	for line := range strings.Lines(src) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := w.add(line); err != nil {
			return w, fmt.Errorf("want line %q: %w", line, err)
		}
	}
	return w, nil
}

func (w *want) add(line string) error {
	switch line {
	case "nested=optional":
		w.NestedOptional = true
		return nil
	case "scare=none":
		w.NoScare = true
		return nil
	case "labels=none":
		w.NoLabels = true
		return nil
	case "posts=none":
		w.NoPosts = true
		return nil
	}
	if v, ok := strings.CutPrefix(line, "published="); ok {
		w.Published = v
		return nil
	}
	what, rest, _ := strings.Cut(line, " ")
	switch what {
	case "post":
		f, err := parseFields("post", rest)
		w.Posts = append(w.Posts, f)
		return err
	case "entity":
		f, err := parseFields("entity", rest)
		w.Entities = append(w.Entities, f)
		return err
	}
	n, err := strconv.Atoi(what)
	if err != nil {
		return fmt.Errorf("starts with neither a number nor a known word")
	}
	w.Attributions[n], err = parseFields("attribution", rest)
	return err
}

// parseFields reads "key=value key=value".
func parseFields(of, s string) (fields, error) {
	f := fields{}
	at := key.FindAllStringSubmatchIndex(s, -1)
	if len(at) == 0 || strings.TrimSpace(s[:at[0][0]]) != "" {
		return nil, fmt.Errorf("no key=value in %q", s)
	}
	for i, k := range at {
		end := len(s)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		name := s[k[2]:k[3]]
		if !slices.Contains(knownKeys[of], name) {
			return nil, fmt.Errorf("unknown key %q", name)
		}
		f[name] = strings.TrimSpace(s[k[1]:end])
	}
	return f, nil
}
