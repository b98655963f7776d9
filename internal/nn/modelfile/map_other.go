//go:build !unix && !windows

package modelfile

import "os"

// mapFile reads a whole file, where memory mapping is not to be had.
func mapFile(path string) ([]byte, func() error, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	if _, err := sizeOf(f); err != nil {
		return nil, nil, err
	}
	data, err := os.ReadFile(path)
	return data, func() error { return nil }, err
}
