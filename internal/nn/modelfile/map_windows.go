package modelfile

import (
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

// mapFile maps a whole file into memory, for reading, and gives the function
// that ends that.
func mapFile(path string) ([]byte, func() error, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close() // a view outlives the handles of its file and its mapping
	size, err := sizeOf(f)
	if err != nil || size == 0 {
		return nil, func() error { return nil }, err
	}
	mapping, err := windows.CreateFileMapping(windows.Handle(f.Fd()), nil, windows.PAGE_READONLY, 0, 0, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("map %s: %w", path, err)
	}
	defer windows.CloseHandle(mapping)
	address, err := windows.MapViewOfFile(mapping, windows.FILE_MAP_READ, 0, 0, uintptr(size))
	if err != nil {
		return nil, nil, fmt.Errorf("map %s: %w", path, err)
	}
	data := unsafe.Slice((*byte)(pointer(address)), size)
	return data, func() error { return windows.UnmapViewOfFile(address) }, nil
}

// pointer turns an address outside the Go heap into a pointer.
func pointer(address uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&address)) }
