// Checks a ledger with code that is not ours: Go's sumdb/tlog and sumdb/note.
//
//	check-ledger FOLDER VKEY OLDSIZE INDEX...
//
// reads the checkpoint in FOLDER, checks its Ed25519 signature by VKEY, reads every tile through tlog's own reader, which
// compares each with the signed root, computes the root over the entries' own hashes, proves and checks each INDEX and the
// consistency with OLDSIZE, and prints what it found, proofs as hex, for the caller to compare with its own.
package main

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type folder struct{ root string }

func (f folder) Height() int { return height }

func (f folder) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

// tlog names tiles tile/H/L/N[.p/W]; a tlog-tiles folder leaves out H.
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, t := range tiles {
		name := strings.Replace(t.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(f.root, name))
		if err != nil {
			return nil, err
		}
		data[i] = bytes
	}
	return data, nil
}

func (f folder) entries(size int64) ([][]byte, error) {
	var all [][]byte
	for n := int64(0); n*256 < size; n++ {
		t := tlog.Tile{H: height, L: -1, N: n, W: 256}
		if size-n*256 < 256 {
			t.W = int(size - n*256)
		}
		name := strings.Replace(t.Path(), fmt.Sprintf("tile/%d/data/", height), "tile/entries/", 1)
		bytes, err := os.ReadFile(filepath.Join(f.root, name))
		if err != nil {
			return nil, err
		}
		for len(bytes) > 0 {
			length := int(bytes[0])<<8 | int(bytes[1])
			all = append(all, bytes[2:2+length])
			bytes = bytes[2+length:]
		}
	}
	return all, nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func print(word string, proof []tlog.Hash) {
	line := []string{word}
	for _, h := range proof {
		line = append(line, hex.EncodeToString(h[:]))
	}
	fmt.Println(strings.Join(line, " "))
}

func main() {
	f := folder{os.Args[1]}
	text, err := os.ReadFile(filepath.Join(f.root, "checkpoint"))
	must(err)
	verifier, err := note.NewVerifier(os.Args[2])
	must(err)
	signed, err := note.Open(text, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	must(err)
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)

	reader := tlog.TileHashReader(tree, f)
	entries, err := f.entries(size)
	must(err)
	if int64(len(entries)) != size {
		must(fmt.Errorf("%d entries, the checkpoint says %d", len(entries), size))
	}
	var stored []tlog.Hash // every hash of the tree, from the entries alone
	inMemory := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	for i, entry := range entries {
		more, err := tlog.StoredHashes(int64(i), entry, inMemory)
		must(err)
		stored = append(stored, more...)
	}
	computed, err := tlog.TreeHash(size, inMemory)
	must(err)
	if computed != tree.Hash {
		must(fmt.Errorf("the entries give the root %v, the checkpoint says %v", computed, tree.Hash))
	}
	fmt.Printf("root %x\n", tree.Hash[:])

	old, err := strconv.ParseInt(os.Args[3], 10, 64)
	must(err)
	proof, err := tlog.ProveTree(size, old, reader)
	must(err)
	older, err := tlog.TreeHash(old, inMemory)
	must(err)
	must(tlog.CheckTree(proof, size, tree.Hash, old, older))
	print("consistency", proof)

	for _, arg := range os.Args[4:] {
		index, err := strconv.ParseInt(arg, 10, 64)
		must(err)
		proof, err := tlog.ProveRecord(size, index, reader)
		must(err)
		must(tlog.CheckRecord(proof, size, tree.Hash, index, tlog.RecordHash(entries[index])))
		print("inclusion", proof)
	}
}
