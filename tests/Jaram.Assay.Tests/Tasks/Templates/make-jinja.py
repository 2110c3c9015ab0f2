# Makes jinja.jsonl: what Jinja2 3.1.6 gives for templates of tasks, in the environment of
# lm_eval/utils.py. Run: python3 make-jinja.py > jinja.jsonl
import json
import re
from jinja2 import BaseLoader, Environment, StrictUndefined

environment = Environment(loader=BaseLoader(), undefined=StrictUndefined, keep_trailing_newline=True)
environment.filters["regex_replace"] = lambda text, pattern, with_, count=0: re.sub(pattern, with_, text, count=count)

document = {
    "question": "  무엇인가? ", "answer": 3, "A": "가", "B": "나'다", "C": "line\nbreak", "D": "밝은 달 🌙",
    "choices": ["하나", "둘", "셋"], "label": 0, "yes": True, "none": None, "score": 1.0, "small": 1e-05, "large": 1e16,
    "ending": {"text": ["a", "b"], "label": ["A", "B"]}, "empty": "", "number": "12", "tab": "a\tb\\c",
    "rows": [{"name": "x", "value": 1}, {"name": "y", "value": 2}],
}

templates = [
    "{{question.strip()}}\nA. {{A}}\nB. {{B}}\n정답：", "{{['A', 'B', 'C', 'D'][answer-1]}}", "{{[A, B, C, D]}}", "{{choices}}",
    "{{ending.text}} {{ending['label'][1]}}", "{{label}}", "{{score}} {{small}} {{large}} {{0.1 + 0.2}} {{1e3}} {{123456789.5}}",
    "{{yes}} {{none}} {{not yes}}", "{% if yes %}예{% else %}아니오{% endif %}\n",
    "{% for choice in choices %}{{loop.index}}. {{choice}}{% if not loop.last %}\n{% endif %}{% endfor %}",
    "{%- for row in rows -%}\n  {{row.name}}={{row.value}};\n{%- endfor -%}  end", "{# comment #}x{#- y -#} z",
    "{% set letter = 'ABCD'[label] %}{{letter}}", "{{choices|join(', ')}}", "{{choices|length}} {{D|length}} {{D[-1]}} {{D[::-1]}}",
    "{{D[1:3]}} {{choices[1:]}} {{choices[:-1]}} {{choices[::2]}}", "{{choices.index('둘')}}", "{{(number|int) + 1}} {{'x'|int}} {{'2.5'|float}}",
    "{{question|trim}}|{{question.lstrip()}}|{{question.rstrip()}}", "{{'a,b,,c'.split(',')}} {{' a  b '.split()}} {{'a-b-c'.split('-', 1)}}",
    "{{A ~ 1 ~ yes}}", "{{7 // 2}} {{-7 // 2}} {{7 % 3}} {{-7 % 3}} {{7 / 2}} {{2 ** 10}} {{6 / 3}}", "{{1 if label == 0 else 2}}",
    "{{'x' if label else 'y'}}", "{{missing is defined}} {{A is defined}} {{none is none}} {{A is string}} {{answer is odd}}",
    "{{missing|default('d')}} {{none|default('d')}} {{empty|default('d', true)}}", "{{'나' in B}} {{'라' not in B}} {{'둘' in choices}}",
    "{{A and empty or 'z'}}", "{{1 < 2}} {{'a' < 'b'}} {{2 >= 2}} {{1 == 1.0}} {{'1' == 1}}", "{{question.strip().replace('무엇', '누구')}}",
    "{{'Ab c'.upper()}} {{'Ab'|lower}} {{'ab cd'|title}} {{'aB'|capitalize}}", "{{{'a': 1, 'b': [1, 2]}}}", "{{{'a': 1}.a}} {{{'a': {'b': 2}}['a']['b']}}",
    "{{'abc'|regex_replace('b(c)', '[\\\\1]')}}", "{{range(3)|list}} {{range(1, 7, 2)|list}}", "{{tab}} {{[tab]}}", "{{'\\n'}}{{'\\u00e9'}}{{\"it's\"}}",
    "{% for a, b in ending.items() %}{{a}}:{{b[0]}} {% endfor %}", "{% for x in [] %}a{% else %}none{% endfor %}",
    "{% for x in choices if x != '둘' %}{{x}}{{loop.index0}}{% endfor %}", "{% if label == 1 %}a{% elif label == 0 %}b{% else %}c{% endif %}",
    "{{rows|first}} {{rows[-1].value}}", "{{'x' * 3}} {{[1] + [2]}}", "{{ 'a' 'b' }}", "{{ choices | reverse | list }}", "{{(1, 2)[0]}} {{-answer}} {{+answer}}",
    "{{-1.5|abs}} {{'%'}}", "{{D.startswith('밝')}} {{D.endswith('x')}} {{D.find('달')}} {{'aXbX'.count('X')}}", "line\n", "a {{ 1 }}\n\n", "{{ }}{{'}}'}}"[5:],
]

for template in templates:
    text = environment.from_string(template).render(**document)
    print(json.dumps({"template": template, "document": document, "text": text}, ensure_ascii=False))
