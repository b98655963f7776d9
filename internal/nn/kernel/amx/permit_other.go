//go:build amd64 && !linux && !purego

package amx

import "errors"

// Permit asks the system to let this process use tile registers, which this
// program can do on Linux only.
func Permit() error {
	return errors.New("ask for amx tiles: not supported on this system")
}
