//go:build linux && amd64

package main

import "encoding/binary"

// operation is what an instruction does.
type operation int

const (
	ldtilecfg operation = iota
	tilerelease
	tilezero
	tileloadd
	tilestored
	tdpbusd
)

// String gives the mnemonic.
func (o operation) String() string {
	return [...]string{"ldtilecfg", "tilerelease", "tilezero", "tileloadd", "tilestored", "tdpbusd"}[o]
}

// instruction is a decoded instruction. Which of its fields have a meaning
// depends on the operation.
type instruction struct {
	operation operation
	length    int
	tile      int // written, or stored
	left      int // TDPBUSD: unsigned factors
	right     int // TDPBUSD: signed factors
	place     place
}

// place is an operand in memory. A register that is not there is none, the
// instruction pointer is behind the numbered registers.
type place struct {
	base, index int
	shift       uint // of the index
	offset      int64
}

const (
	none    = -1
	pointer = 16
)

// The prefixes that VEX has as two bits.
const (
	noPrefix = iota
	prefix66
	prefixF3
	prefixF2
)

// vex is what a three-byte VEX prefix says.
type vex struct {
	r, x, b byte // high bits of registers
	vvvv    byte
	prefix  byte
}

// decode decodes the instruction at the start of code; false means that it is
// none of those that this command knows. Encodings that the manual reserves
// count as unknown.
func decode(code []byte) (instruction, bool) {
	// VEX, map 0F38, 128 bits, W0; opcode; ModRM.
	if len(code) < 5 || code[0] != 0xc4 || code[1]&31 != 2 || code[2]&0x84 != 0 {
		return instruction{}, false
	}
	v := vex{
		r: ^code[1] >> 7 & 1, x: ^code[1] >> 6 & 1, b: ^code[1] >> 5 & 1,
		vvvv: ^code[2] >> 3 & 15, prefix: code[2] & 3,
	}
	opcode, reg, registers := code[3], int(code[4]>>3&7), code[4]>>6 == 3
	if v.r != 0 {
		return instruction{}, false
	}
	if opcode == 0x5e {
		return v.product(reg, code[4], registers)
	}
	if v.vvvv != 0 {
		return instruction{}, false
	}
	switch {
	case opcode == 0x49 && registers:
		return v.plain(reg, code[4])
	case opcode == 0x49 && v.prefix == noPrefix && reg == 0:
		return v.withPlace(ldtilecfg, 0, code)
	case opcode == 0x4b && !registers && code[4]&7 == 4:
		switch v.prefix {
		case prefixF2, prefix66:
			return v.withPlace(tileloadd, reg, code)
		case prefixF3:
			return v.withPlace(tilestored, reg, code)
		}
	}
	return instruction{}, false
}

// product decodes TDPBUSD.
func (v vex) product(reg int, modrm byte, registers bool) (instruction, bool) {
	ok := registers && v.prefix == prefix66 && v.vvvv < 8 && v.b == 0
	return instruction{
		operation: tdpbusd, length: 5, tile: reg, left: int(modrm & 7), right: int(v.vvvv),
	}, ok
}

// plain decodes the instructions without memory of opcode 49.
func (v vex) plain(reg int, modrm byte) (instruction, bool) {
	if modrm&7 != 0 || v.b != 0 {
		return instruction{}, false
	}
	switch v.prefix {
	case noPrefix:
		return instruction{operation: tilerelease, length: 5}, reg == 0
	case prefixF2:
		return instruction{operation: tilezero, length: 5, tile: reg}, true
	}
	return instruction{}, false
}

// withPlace decodes ModRM, SIB and displacement (volume 2, 2.1.5).
func (v vex) withPlace(o operation, tile int, code []byte) (instruction, bool) {
	mod, rm := code[4]>>6, code[4]&7
	p := place{base: int(v.b<<3 | rm), index: none}
	length := 5
	if rm == 4 {
		if len(code) < 6 {
			return instruction{}, false
		}
		s := code[5]
		p.base, p.index, p.shift = int(v.b<<3|s&7), int(v.x<<3|s>>3&7), uint(s>>6)
		if p.index == 4 {
			p.index = none
		}
		length = 6
	}
	bytes := 0 // of displacement
	switch {
	case mod == 0 && rm == 4 && p.base&7 == 5:
		p.base, bytes = none, 4
	case mod == 0 && rm == 5:
		p.base, bytes = pointer, 4
	case mod == 1:
		bytes = 1
	case mod == 2:
		bytes = 4
	}
	if len(code) < length+bytes {
		return instruction{}, false
	}
	switch bytes {
	case 1:
		p.offset = int64(int8(code[length]))
	case 4:
		p.offset = int64(int32(binary.LittleEndian.Uint32(code[length:])))
	}
	return instruction{operation: o, length: length + bytes, tile: tile, place: p}, true
}
