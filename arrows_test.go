package quoth_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const modulePath = "quoth"

// room is a row of the table in ARCHITECTURE.md.
type room struct {
	rooms   []string // rooms that it may import, as written in the table
	all     bool     // may import every room
	modules []string // module paths of others
	system  bool     // may touch files, network, logs, flags, randomness, clock
}

// testRoom is the row that widens every room for its tests.
const testRoom = "_test.go"

var backticked = regexp.MustCompile("`([^`]+)`")

func words(cell string) []string {
	var out []string
	for _, m := range backticked.FindAllStringSubmatch(cell, -1) {
		out = append(out, m[1])
	}
	return out
}

// parseRooms reads the table under the heading "## Rooms".
func parseRooms(doc string) (map[string]room, error) {
	_, section, found := strings.Cut(doc, "\n## Rooms\n")
	if !found {
		return nil, fmt.Errorf("no heading \"## Rooms\"")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	rooms := map[string]room{}
	for line := range strings.Lines(section) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if len(cells) != 5 {
			return nil, fmt.Errorf("row has %d cells, want 5: %s", len(cells), line)
		}
		name := words(cells[0])[0]
		if _, twice := rooms[name]; twice {
			return nil, fmt.Errorf("room %s stands twice in the table", name)
		}
		rooms[name] = room{
			rooms:   words(cells[2]),
			all:     strings.TrimSpace(cells[2]) == "all",
			modules: words(cells[3]),
			system:  strings.TrimSpace(cells[4]) == "yes",
		}
	}
	if len(rooms) < 3 {
		return nil, fmt.Errorf("table has %d rooms only", len(rooms))
	}
	return rooms, nil
}

// roomName turns an import path of the module into the name of its room.
func roomName(importPath string) (string, bool) {
	if importPath == modulePath {
		return modulePath, true
	}
	return strings.CutPrefix(importPath, modulePath+"/")
}

// systemPackages are the parts of the standard library that need a room with system.
var systemPackages = []string{"os", "net", "log", "flag", "syscall", "unsafe", "plugin", "math/rand", "crypto/rand"}

func touchesSystem(importPath string) bool {
	for _, p := range systemPackages {
		if importPath == p || strings.HasPrefix(importPath, p+"/") {
			return true
		}
	}
	return false
}

// inModule reports whether importPath belongs to one of the modules.
func inModule(importPath string, modules []string) bool {
	return slices.ContainsFunc(modules, func(m string) bool {
		return importPath == m || strings.HasPrefix(importPath, m+"/")
	})
}

// allows says what is wrong with an import, "" if nothing.
func (r room) allows(importPath string) string {
	if target, inside := roomName(importPath); inside {
		if r.all || slices.Contains(r.rooms, target) {
			return ""
		}
		return "may not import room " + target
	}
	first, _, _ := strings.Cut(importPath, "/")
	if strings.Contains(first, ".") {
		if inModule(importPath, r.modules) {
			return ""
		}
		return "may not use module package " + importPath
	}
	if touchesSystem(importPath) && !r.system {
		return "may not touch the system through " + importPath
	}
	return ""
}

// forTests widens a room by what tests may use, and by the room itself.
func (r room) forTests(name string, tests room) room {
	return room{
		rooms:   slices.Concat(r.rooms, tests.rooms, []string{name}),
		all:     r.all || tests.all,
		modules: slices.Concat(r.modules, tests.modules),
		system:  r.system || tests.system,
	}
}

// readsClock reports whether a file asks for the time of day.
func readsClock(f *ast.File) bool {
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			pkg, isName := sel.X.(*ast.Ident)
			found = found || isName && pkg.Name == "time" && slices.Contains([]string{"Now", "Since", "Until"}, sel.Sel.Name)
		}
		return !found
	})
	return found
}

// fileFaults lists what one file does that its room may not.
func fileFaults(name string, src []byte, r room) ([]string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var faults []string
	for _, spec := range f.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		if fault := r.allows(importPath); fault != "" {
			faults = append(faults, fault)
		}
	}
	if !r.system && readsClock(f) {
		faults = append(faults, "may not read the clock")
	}
	return faults, nil
}

// goFiles lists the Go files of the module, slash-separated.
func goFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := d.Name()
		if d.IsDir() && p != "." && (base == "testdata" || base == "dist" || base == "bin" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")) {
			return filepath.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(base, ".go") {
			files = append(files, filepath.ToSlash(p))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func readRooms(t *testing.T) map[string]room {
	t.Helper()
	doc, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	rooms, err := parseRooms(string(doc))
	if err != nil {
		t.Fatalf("ARCHITECTURE.md: %v", err)
	}
	return rooms
}

func TestArrows(t *testing.T) {
	rooms := readRooms(t)
	for _, file := range goFiles(t) {
		name := path.Dir(file)
		if name == "." {
			name = modulePath
		}
		r, listed := rooms[name]
		if !listed {
			t.Errorf("%s: room %s is missing from the table of ARCHITECTURE.md", file, name)
			continue
		}
		if strings.HasSuffix(file, "_test.go") {
			r = r.forTests(name, rooms[testRoom])
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		faults, err := fileFaults(file, src, r)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range faults {
			t.Errorf("%s: room %s %s", file, name, fault)
		}
	}
}

func TestRoomsExist(t *testing.T) {
	files := goFiles(t)
	for name, r := range readRooms(t) {
		if name == testRoom || name == modulePath {
			continue
		}
		if !slices.ContainsFunc(files, func(f string) bool { return path.Dir(f) == name }) {
			t.Errorf("ARCHITECTURE.md: room %s has no package", name)
		}
		for _, other := range r.rooms {
			if _, listed := readRooms(t)[other]; !listed {
				t.Errorf("ARCHITECTURE.md: room %s may import %s, which is not in the table", name, other)
			}
		}
	}
}

// TestArrowsCanFail feeds the checker files that break each rule.
func TestArrowsCanFail(t *testing.T) {
	r := room{rooms: []string{"quoth"}, modules: []string{"example.org/good/v2"}}
	for _, c := range []struct{ src, want string }{
		{`import "quoth"`, ""},
		{`import "strings"`, ""},
		{`import "example.org/good/v2/words"`, ""},
		{`import "quoth/internal/tag"`, "may not import room internal/tag"},
		{`import "example.org/good/v22"`, "may not use module package example.org/good/v22"},
		{`import "net/http"`, "may not touch the system through net/http"},
		{`import "os"`, "may not touch the system through os"},
		{"import \"time\"\nvar now = time.Now()", "may not read the clock"},
		{"import \"time\"\nvar day = time.Monday", ""},
	} {
		faults, err := fileFaults("x.go", []byte("package x\n"+c.src), r)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(faults, "; "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.src, got, c.want)
		}
	}
}
