#!/usr/bin/env python3
"""Makes fonts/latin.ttf and fonts/hangul.ttf, which paper is set in, from the fonts that they were cut out of.

    apt-get download fonts-open-sans=1.11-2 fonts-droid-fallback=1:6.0.1r16-1.1      (Debian 12; dpkg -x each into x/)
    eng/paper-fonts.py x/usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf \
        x/usr/share/fonts-droid-fallback/truetype/DroidSansFallback.ttf

It needs fontTools (python3-fonttools; the files here were made by 4.38.0). Hints, layout tables and vertical metrics go;
outlines stay as they are. Four signs that neither font has are drawn here: arrows, the check mark, the ballot cross.
Source: ours; OpenType 1.9 (cmap, glyf, hmtx).
"""

import hashlib
import pathlib
import sys

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

INPUTS = {
    "latin": "e64e508b2aa2880f907e470c4550980ec4c0694d103a43f36150ac3f93189bee",
    "hangul": "56d3edfb377a8bc3c4b77f4476405c770173c0e31221ad7c77d0a8e1f3039a3e",
}
# Letters, signs of text and of commerce; of Hangul every syllable of Unicode, and the letters that stand alone.
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x530), *range(0x1E00, 0x2300)]
HANGUL = [*range(0x3000, 0x3100), *range(0x3130, 0x3190), *range(0xAC00, 0xD7A4), *range(0xFF00, 0xFFEF)]
HYPHEN, UNBREAKABLE_HYPHEN = 0x2010, 0x2011

RIGHT = [(150, 640), (150, 780), (1430, 780), (1110, 1100), (1210, 1200), (1700, 710), (1210, 220), (1110, 320),
         (1430, 640)]
CHECK = [(130, 620), (240, 730), (540, 430), (1210, 1260), (1330, 1165), (550, 195)]
CROSS = [(0, 150), (355, 505), (505, 355), (150, 0), (505, -355), (355, -505), (0, -150), (-355, -505), (-505, -355),
         (-150, 0), (-505, 355), (-355, 505)]
SIGNS = {  # code point: advance in units of 2048 to the em, corners clockwise
    0x2192: (1850, RIGHT),
    0x2190: (1850, [(1850 - x, y) for x, y in reversed(RIGHT)]),
    0x2713: (1460, CHECK),
    0x2717: (1460, [(730 + x, 730 + y) for x, y in CROSS]),
}


def read(path, kind):
    data = pathlib.Path(path).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != INPUTS[kind]:
        sys.exit(f"{path}: SHA-256 is {found}, {INPUTS[kind]} is wanted; take the package that is named above")
    return TTFont(path, recalcTimestamp=False)


def cut(font, codes):
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
    options.drop_tables += ["GDEF", "GPOS", "GSUB", "kern", "vhea", "vmtx", "gasp", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def draw(font):
    """Adds the signs, and a hyphen that is not broken at."""
    order = font.getGlyphOrder()
    for code, (advance, corners) in SIGNS.items():
        name = f"uni{code:04X}"
        pen = TTGlyphPen(None)
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
        order.append(name)
        font["glyf"].glyphs[name] = pen.glyph()
        font["hmtx"].metrics[name] = (advance, min(x for x, _ in corners))
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({code: f"uni{code:04X}" for code in SIGNS})
            table.cmap[UNBREAKABLE_HYPHEN] = table.cmap.get(HYPHEN, table.cmap[ord("-")])


def main(latin, hangul):
    folder = pathlib.Path(__file__).resolve().parent.parent / "fonts"
    for kind, path, codes in (("latin", latin, LATIN), ("hangul", hangul, HANGUL)):
        font = cut(read(path, kind), codes)
        if kind == "latin":
            draw(font)
        out = folder / f"{kind}.ttf"
        font.save(out)
        print(f"{out.name}: {len(font.getBestCmap())} code points, {out.stat().st_size} bytes, "
              f"SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
