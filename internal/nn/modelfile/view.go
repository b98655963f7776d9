package modelfile

import (
	"encoding/binary"
	"unsafe"
)

// view makes a tensor's slice show the bytes of a file. The bytes begin at a
// multiple of 64 and are as many as the shape says.
func (t *tensor) view(data []byte) {
	switch t.kind {
	case typeBytes:
		*t.bytes = data
	case typeInt8:
		*t.int8s = cast[int8](data, 1)
	case typeInt32:
		*t.int32s = cast[int32](data, 4)
	case typeFloat32:
		*t.float32s = cast[float32](data, 4)
	}
}

// cast looks at little-endian bytes as numbers of size bytes. On a big-endian
// machine it copies them.
func cast[T int8 | int32 | float32](data []byte, size int) []T {
	n := len(data) / size
	if size > 1 && !littleEndian() {
		data = swapped(data)
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(data))), n)
}

// littleEndian tells how this machine stores numbers.
func littleEndian() bool { return binary.NativeEndian.Uint16([]byte{1, 0}) == 1 }

// swapped copies numbers of four bytes and turns their bytes round.
func swapped(data []byte) []byte {
	out := aligned(len(data))
	for i := 0; i+4 <= len(data); i += 4 {
		binary.BigEndian.PutUint32(out[i:], binary.LittleEndian.Uint32(data[i:]))
	}
	return out
}
