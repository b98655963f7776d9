package segment_test

import (
	"os"
	"strings"
	"testing"
)

// readKnownFailures reads the lines "file/case reason" of
// testdata/known-failures.txt.
func readKnownFailures(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile("testdata/known-failures.txt")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, reason, _ := strings.Cut(line, " ")
		if _, twice := known[name]; twice || strings.TrimSpace(reason) == "" {
			t.Fatalf("known-failures.txt: %q is there twice or gives no reason", name)
		}
		known[name] = strings.TrimSpace(reason)
	}
	return known
}
