//go:build (amd64 || arm64) && !purego

package kernel

import (
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// needs has the names that Linux gives the features of each set.
var needs = map[string]map[string][]string{"amd64": {
	"amx":     {"amx_tile", "amx_int8", "avx512_vnni"},
	"avx512":  {"avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512_vnni"},
	"avxvnni": {"avx_vnni", "avx2", "fma"},
	"avx2":    {"avx2", "fma"},
}, "arm64": {
	"neon": {"asimddp"},
}}

// TestOffered: every set that the processor has the instructions for is
// offered, and so is tested by TestSets; none is passed over in silence.
func TestOffered(t *testing.T) {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		t.Skipf("the processor's features are not known: %v", err)
	}
	var features []string
	for line := range strings.Lines(string(info)) {
		name, value, _ := strings.Cut(line, ":")
		if name = strings.TrimSpace(name); name == "flags" || name == "Features" {
			features = strings.Fields(value)
			break
		}
	}
	for set, wanted := range needs[runtime.GOARCH] {
		has := !slices.ContainsFunc(wanted, func(f string) bool { return !slices.Contains(features, f) })
		if has && !slices.Contains(names(), set) {
			t.Errorf("the processor has %v, but %s is not offered", wanted, set)
		}
	}
}

func names() []string {
	var out []string
	for _, s := range Offered() {
		out = append(out, s.Name)
	}
	return out
}
