package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"quoth/internal/encode/encodetest"
	"quoth/internal/nn/modelfile"
	"quoth/internal/nn/modelfile/modeltest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"quoth": main})
}

// TestScripts runs the commands as a user does. The scripts assert shapes, exit
// codes and round trips; which statements come out of a text is tested where
// they are found.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("condition %q is not known", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"lines":   lines,
			"gz":      gz,
			"bytes":   rawBytes,
			"repeat":  repeat,
			"replace": replace,
			"model":   smallModel,
		},
	})
}

// exits runs a command that must end with an exit code: exits 2 quoth read
func exits(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("%s: exit code %s, want %s", strings.Join(args[1:], " "), got, args[0])
	}
}

// lines counts the lines of a file, or of stdout or stderr: lines stderr 1
func lines(ts *testscript.TestScript, _ bool, args []string) {
	content := ts.ReadFile(args[0])
	if got := strings.Count(content, "\n"); got != number(ts, args[1]) {
		ts.Fatalf("%s has %d lines, want %s:\n%s", args[0], got, args[1], content)
	}
}

func number(ts *testscript.TestScript, digits string) int {
	n, err := strconv.Atoi(digits)
	ts.Check(err)
	return n
}

// gz compresses a file, and leaves out bytes at the end: gz FROM TO [n]
func gz(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write([]byte(ts.ReadFile(args[0])))
	ts.Check(err)
	ts.Check(z.Close())
	out := b.Bytes()
	if len(args) > 2 {
		out = out[:len(out)-number(ts, args[2])]
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out, 0o600))
}

// unescape reads \n, \r, \0 and \xff in the arguments of a script.
var unescape = strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\0`, "\x00", `\xe9`, "\xe9", `\bom`, "\ufeff", `\esc`, "\x1b", `\rlo`, "\u202e").Replace

// rawBytes writes a file that no script can hold: bytes FILE 'caf\xe9'
func rawBytes(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(unescape(args[1])), 0o600))
}

// repeat writes a file of n times the same: repeat FILE n text
func repeat(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat([]byte(unescape(args[2])), number(ts, args[1])), 0o600))
}

// replace replaces the first occurrence in a file, which must be there: replace FILE old new
func replace(ts *testscript.TestScript, _ bool, args []string) {
	content := ts.ReadFile(args[0])
	if !strings.Contains(content, args[1]) {
		ts.Fatalf("%s has no %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(content, args[1], args[2], 1)), 0o600))
}

// smallModel writes a model file of random weights: model FILE [reads]. With
// "reads" it reads articles, fast and at random.
func smallModel(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) > 1 && args[1] == "reads" {
		ts.Check(os.WriteFile(ts.MkAbs(args[0]), encodetest.Bytes(1), 0o600))
		return
	}
	content := modeltest.Bytes(modelfile.Config{
		License: "CC0", Layers: 2,
		Extras:  []modelfile.Extra{{Name: "shape", Count: 7}},
		Outputs: []modelfile.Output{{Name: "cue", Labels: []string{"O", "B", "I"}}},
	}, 1)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), content, 0o600))
}
