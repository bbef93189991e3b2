"""Names and sentences in scripts that our typeface lacks, and typefaces cut down to these letters."""

from __future__ import annotations

from pathlib import Path

TYPEFACES = Path(__file__).parent / "typefaces"
NAMES = {
    "arabic": "جامعة الشمال للعلوم",
    "hebrew": "האוניברסיטה העברית",
    "chinese": "北京大学与明亮数字有限公司",
    "japanese": "東京大学のデータ収集（第2期）",
    "korean": "서울대학교 심리학과",
    "devanagari": "दिल्ली विश्वविद्यालय हिन्दी",
}
ARABIC_SENTENCE = "وافقت Northfield على 30 calendar days (المادة 5) قبل النشر، ثم يبدأ العمل. "
