//go:build linux && amd64

package main

import (
	"encoding/hex"
	"testing"
)

func mustHex(t *testing.T, text string) []byte {
	t.Helper()
	code, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// The bytes are those of GNU as 2.40.
func TestDecode(t *testing.T) {
	at := func(base, index int, shift uint, offset int64) place { return place{base, index, shift, offset} }
	for _, c := range []struct {
		code string
		want instruction
	}{
		{"c4e2784900", instruction{operation: ldtilecfg, place: at(0, none, 0, 0)}},
		{"c4c278494510", instruction{operation: ldtilecfg, place: at(13, none, 0, 16)}},
		{"c4e278494424c0", instruction{operation: ldtilecfg, place: at(4, none, 0, -64)}},
		{"c4e278490545230100", instruction{operation: ldtilecfg, place: at(pointer, none, 0, 0x12345)}},
		{"c4e27849449810", instruction{operation: ldtilecfg, place: at(0, 3, 2, 16)}},
		{"c4e27849c0", instruction{operation: tilerelease}},
		{"c4e27b49c0", instruction{operation: tilezero, tile: 0}},
		{"c4e27b49f8", instruction{operation: tilezero, tile: 7}},
		{"c4a27b4b2400", instruction{operation: tileloadd, tile: 4, place: at(0, 8, 0, 0)}},
		{"c4a2794b2400", instruction{operation: tileloadd, tile: 4, place: at(0, 8, 0, 0)}},
		{"c4c27b4b4c1500", instruction{operation: tileloadd, tile: 1, place: at(13, 2, 0, 0)}},
		{"c4827b4b3424", instruction{operation: tileloadd, tile: 6, place: at(12, 12, 0, 0)}},
		{"c4a27b4b9cb300100000", instruction{operation: tileloadd, tile: 3, place: at(3, 14, 2, 4096)}},
		{"c4a27b4b1ccd00100000", instruction{operation: tileloadd, tile: 3, place: at(none, 9, 3, 4096)}},
		{"c4a27b4b6c4dfc", instruction{operation: tileloadd, tile: 5, place: at(5, 9, 1, -4)}},
		{"c4e27b4b1421", instruction{operation: tileloadd, tile: 2, place: at(1, none, 0, 0)}},
		{"c4827a4b543a80", instruction{operation: tilestored, tile: 2, place: at(10, 15, 0, -128)}},
		{"c4e27a4b042c", instruction{operation: tilestored, tile: 0, place: at(4, 5, 0, 0)}},
		{"c4e2495ec4", instruction{operation: tdpbusd, tile: 0, left: 4, right: 6}},
		{"c4e2795ef9", instruction{operation: tdpbusd, tile: 7, left: 1, right: 0}},
	} {
		code := mustHex(t, c.code)
		c.want.length = len(code)
		got, known := decode(append(code, 0x90, 0x90))
		if !known || got != c.want {
			t.Errorf("%s is %+v, %t; want %+v", c.code, got, known, c.want)
		}
		for n := range code {
			if got, known := decode(code[:n]); known {
				t.Errorf("the first %d bytes of %s are %+v", n, c.code, got)
			}
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for what, code := range map[string]string{
		"sttilecfg":                 "c4e2794900",
		"tdpbssd":                   "c4e24b5ec4",
		"tdpbsud":                   "c4e24a5ec4",
		"tdpbuud":                   "c4e2485ec4",
		"tdpbf16ps":                 "c4e24a5cc4",
		"vpermd":                    "c4e26d36d9",
		"ud2":                       "0f0b909090",
		"256 bits":                  "c4e27f49c0",
		"W1":                        "c4e2fb49c0",
		"map 0f3a":                  "c4e37b49c0",
		"tile 8 zeroed":             "c4627b49c0",
		"tile 8 loaded":             "c4227b4b2400",
		"tile 8 on the left":        "c4c2495ec4",
		"tile 8 on the right":       "c4e2395ec4",
		"vvvv used by a load":       "c4a2734b2400",
		"load without SIB":          "c4e27b4b20",
		"load from a register":      "c4e27b4be4",
		"products with memory":      "c4e2495e04",
		"release with a tile":       "c4e27849c8",
		"zero with another operand": "c4e27b49c1",
		"configure with a tile":     "c4e2784908",
	} {
		if got, known := decode(append(mustHex(t, code), 0x90, 0x90, 0x90)); known {
			t.Errorf("%s is %+v", what, got)
		}
	}
}
