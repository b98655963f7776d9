//go:build linux && amd64 && !purego

package amx

import (
	"errors"
	"syscall"
	"testing"

	"golang.org/x/sys/cpu"
)

// TestPermit: without tile registers there is no permission, and the system's
// reason is kept.
func TestPermit(t *testing.T) {
	err := Permit()
	var reason syscall.Errno
	if err != nil && !errors.As(err, &reason) {
		t.Errorf("%v has no error number", err)
	}
	if err == nil && !cpu.X86.HasAMXTile {
		t.Error("permission for tile registers that are not there")
	}
	t.Logf("permission: %v", err)
}
