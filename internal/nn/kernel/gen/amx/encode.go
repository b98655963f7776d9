package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// encoding is how an instruction differs from the others of AMX. All are
// VEX.128.0F38.W0 (Intel 64 and IA-32 Architectures Software Developer's
// Manual, volume 2).
type encoding struct {
	prefix byte // pp of VEX
	opcode byte
}

// The prefixes that VEX has as two bits.
const (
	noPrefix = iota
	prefix66
	prefixF3
	prefixF2
)

func encodings() map[string]encoding {
	return map[string]encoding{
		"LDTILECFG":   {noPrefix, 0x49},
		"TILERELEASE": {noPrefix, 0x49},
		"TILEZERO":    {prefixF2, 0x49},
		"TILELOADD":   {prefixF2, 0x4b},
		"TILESTORED":  {prefixF3, 0x4b},
		"TDPBUSD":     {prefix66, 0x5e},
	}
}

// registers are the numbers of the general registers.
func registers() map[string]byte {
	return map[string]byte{
		"AX": 0, "CX": 1, "DX": 2, "BX": 3, "SP": 4, "BP": 5, "SI": 6, "DI": 7,
		"R8": 8, "R9": 9, "R10": 10, "R11": 11, "R12": 12, "R13": 13, "R14": 14, "R15": 15,
	}
}

// sib is the register number that asks for a SIB byte.
const sib = 4

// encode gives the bytes of an instruction, written in the order of Go's
// assembler: sources first. Operands are tiles (T0) and memory, (AX) or
// 64(AX)(R8*1).
func encode(mnemonic string, operands []string) ([]byte, error) {
	e, known := encodings()[mnemonic]
	if !known {
		return nil, fmt.Errorf("encode %s: unknown instruction", mnemonic)
	}
	var tiles []byte
	var mem *memory
	for _, text := range operands {
		if tile, ok := parseTile(text); ok {
			tiles = append(tiles, tile)
			continue
		}
		m, err := parseMemory(text)
		if err != nil {
			return nil, fmt.Errorf("encode %s: %w", mnemonic, err)
		}
		mem = &m
	}
	shape := fmt.Sprintf("%d tiles, memory %t", len(tiles), mem != nil)
	switch {
	case mnemonic == "TILERELEASE" && shape == "0 tiles, memory false":
		return e.tiles(0, 0, 0), nil
	case mnemonic == "TILEZERO" && shape == "1 tiles, memory false":
		return e.tiles(tiles[0], 0, 0), nil
	case mnemonic == "TDPBUSD" && shape == "3 tiles, memory false":
		return e.tiles(tiles[2], tiles[1], tiles[0]), nil
	case mnemonic == "LDTILECFG" && shape == "0 tiles, memory true" && mem.index == sib:
		return e.memory(0, *mem), nil
	case e.opcode == 0x4b && shape == "1 tiles, memory true" && mem.index != sib:
		return e.memory(tiles[0], *mem), nil
	}
	return nil, fmt.Errorf("encode %s: wrong operands %s", mnemonic, strings.Join(operands, ", "))
}

// tiles gives the bytes of an instruction on tiles: the registers in the fields
// reg and rm of ModRM and in vvvv of VEX.
func (e encoding) tiles(reg, rm, vvvv byte) []byte {
	return append(e.vex(0, 0, vvvv), 0b11<<6|reg<<3|rm)
}

// memory gives the bytes of an instruction with a tile, or an extension of the
// opcode, and a place in memory. Where there is an index there is a SIB byte,
// which loads and stores of tiles need.
func (e encoding) memory(reg byte, m memory) []byte {
	out := e.vex(m.index>>3, m.base>>3, 0)
	mod, rm := byte(0), m.base&7
	if m.offset != 0 || rm == 5 {
		mod = 0b01
	}
	if m.index != sib {
		rm = sib
	}
	out = append(out, mod<<6|reg<<3|rm)
	if rm == sib {
		out = append(out, m.index&7<<3|m.base&7)
	}
	if mod != 0 {
		out = append(out, byte(m.offset))
	}
	return out
}

// vex gives the three bytes of the prefix and the opcode. x and b are the high
// bits of index and base.
func (e encoding) vex(x, b, vvvv byte) []byte {
	const map0F38 = 2
	return []byte{0xc4, 1<<7 | (x^1)<<6 | (b^1)<<5 | map0F38, (vvvv^15)<<3 | e.prefix, e.opcode}
}

// memory is a place in memory: base + index + offset. The index sib is none.
type memory struct {
	base, index byte
	offset      int8
}

// parseTile reads the name of a tile.
func parseTile(text string) (byte, bool) {
	if len(text) == 2 && text[0] == 'T' && '0' <= text[1] && text[1] <= '7' {
		return text[1] - '0', true
	}
	return 0, false
}

// place is what parseMemory reads.
var place = regexp.MustCompile(`^(-?\d+)?\((\w+)\)(?:\((\w+)\*1\))?$`)

// parseMemory reads a place in memory.
func parseMemory(text string) (memory, error) {
	parts := place.FindStringSubmatch(text)
	if parts == nil {
		return memory{}, fmt.Errorf("no place in memory: %q", text)
	}
	m := memory{index: sib}
	if parts[1] != "" {
		offset, err := strconv.ParseInt(parts[1], 10, 8)
		if err != nil {
			return memory{}, fmt.Errorf("read offset: %w", err)
		}
		m.offset = int8(offset)
	}
	var known bool
	if m.base, known = registers()[parts[2]]; !known {
		return memory{}, fmt.Errorf("unknown register %q", parts[2])
	}
	if parts[3] == "" {
		return m, nil
	}
	if m.index, known = registers()[parts[3]]; !known || m.index == sib {
		return memory{}, fmt.Errorf("no index register: %q", parts[3])
	}
	return m, nil
}
