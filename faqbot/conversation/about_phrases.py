"""What people say of the assistant itself: its documents, what it keeps, what it is, a person instead.

In the notation of talk_phrases.py.
"""

from __future__ import annotations

_INFO = (
    r"(?:info|information|data|documents?|sources?|guidance|answers|knowledge|materials?|content|facts|evidence"
    r"|files?|guides?|publications?|references?|papers?|pdfs?|texts?|database|index)"
)
_BOT = r"(?:robot|bot|chat ?bot|machine|computer|program|programme|software|app|ai|a i|artificial intelligence|chat ?gpt|gpt|siri|alexa|assistant|tool|thing|service|system|website)"
_PERSON = r"(?:human(?: being)?|person|people|man|woman|someone|somebody|anyone|anybody|real|alive|adviser|advisor|operator|agent|member of staff|colleague)"
_A = r"(?:(?:a|an|the|this|real|actual|actually|really|just|live|proper|automated|some|sort of|kind of|kinda|only|still|even) )*"
_ASK = r"(?:ask|do|know|answer|help|tell|say|find|talk|cover|look up|expect|use)"
_ASKED = r"(?:ask|expect|look up|find|use you for)"
_TAIL = r"(?: (?:me|us|you|i|it|about|with|for|here|today|of|on|find|do|ask|out|up|know|tell|please|then|exactly))*"
_KEEP = (
    r"(?:record|recording|store|storing|save|saving|keep|keeping|log|logging|share|sharing|sell|send|sending|track|tracking"
    r"|monitor|monitoring|see|read|reading|watch|watching|remember|hear|collect|collecting|pass on|report|forget)"
)
_WORDS = (
    r"(?:what (?:i|we) (?:type|say|ask|write|said|asked|typed|wrote|put|tell you|told you)(?: in| here| before| earlier| to you)*"
    r"|(?:my|our)(?: (?:chats?|conversations?|questions?|messages?|data|details|personal|info|information|history))+"
    r"|(?:this|the|these)(?: (?:chats?|conversations?|messages?))|everything i (?:type|say|ask))"
)
_KEPT = r"(?:confidential|private|anonymous|secure|recorded|stored|saved|kept|logged|shared|monitored|tracked)"

DOCUMENTS = (
    rf"(?:what|when)(?:s| is| are) the (?:dates?|age|version|publication dates?) of (?:you|your {_INFO})",
    rf"what {_INFO} do you (?:have|use|hold|know)",
    rf"(?:can you )?(?:list|show|name|tell me(?: about)?|give)(?: me)?(?: all)? (?:of )?your {_INFO}",
    (
        rf"(?:what|which) (?:\w+ ){{0,3}}?{_INFO} (?:do|have|are|did|can|does|were|is) (?:you|this|it|there|your answers|"
        rf"the answers)(?: {_BOT})?(?: (?:use|using|used|have|got|hold|know|search|look|read|rely|draw|go|work|answer|answering|"
        r"quote|get|getting|access|cover|based|trained|available|here|loaded|on|in|at|by|from|your|answers|to|it|about|with|"
        r"been|given|currently))*"
    ),
    (
        rf"(?:what|where|which)(?: is| are|s|re| does| do)? (?:your|the|these|this) {_INFO}(?: (?:is|are|all))? (?:based on|"
        r"come from|coming from|taken from|from|drawn from|based upon)"
    ),
    rf"(?:what|which) (?:are|is|s)? ?your {_INFO}",
    r"what are you based on",
    r"what (?:are|were) you trained on",
    r"what do you (?:use|rely on|go by|work from|answer from|base (?:your answers|this|that|it) on)",
    (
        rf"where (?:do|does|did|are|is) (?:you|your|the) ?(?:{_INFO} )?(?:get|getting|find|take|pull|come|coming)(?: (?:all|your|"
        rf"the|this|that|these|it))*(?: {_INFO})? ?(?:from)?"
    ),
    (
        r"how (?:up to date|uptodate|current|recent|old|fresh|new|recently updated|often updated) (?:are|is) (?:you|your|the|"
        rf"this|these|its?|that)(?: {_INFO}| {_BOT})?"
    ),
    rf"how often (?:are|is|do) (?:you|your|this|the)(?: {_INFO}| {_BOT})? (?:updated|refreshed|checked|reviewed|update)",
    (
        rf"when (?:were|was|are|is|did) (?:you|your)(?: {_INFO})?(?: (?:last|most recently))? (?:updated|refreshed|checked|"
        r"reviewed|trained|built|made|written|get updated|update)(?: last)?"
    ),
    (
        rf"(?:is|are) (?:you|your|all your|the)(?: {_INFO})? (?:all )?(?:still )?(?:up to date|uptodate|current|recent|"
        r"the latest|the newest|out of date|outdated)"
    ),
    (
        rf"(?:do|have) you (?:have|got|use|using|know) the (?:latest|newest|most recent|current|up to date) (?:\w+ )?(?:{_INFO}|"
        r"version|rules|news)"
    ),
    r"how (?:recent|old) is (?:this|that|your) (?:info|information|data|knowledge)",
    r"(?:are|is) (?:you|this|it|that|they|these) (?:all )?(?:still )?(?:up to date|uptodate|current|out of date|outdated)",
    (
        rf"(?:(?:can|could|may) (?:i|we|you) (?:please )?)?(?:see|read|view|look at|browse|list|show|name)(?: me| us)?(?: all| a list)?"
        rf"(?: of)? (?:the|your|these|all|which) (?:source )?{_INFO}(?: (?:that )?you (?:have|use|hold|know|search|rely on|answer from|work from))?"
    ),
    rf"how many (?:\w+ )?{_INFO} (?:do you|have you|are there|does it|are you)(?: (?:have|got|use|using|hold|know|search|in here|here|based on))*",
    rf"(?:which|what)(?: one)?(?: of (?:your|the|these))? (?:\w+ )?{_INFO} (?:is|are) (?:the )?(?:most recent|newest|latest|oldest|most up to date|most current)",
    rf"(?:which|what) (?:is|are|s) (?:the|your) (?:most recent|newest|latest|oldest|most up to date) {_INFO}",
)
PRIVACY = (
    (
        rf"(?:do|does|will|did|can|are|is|have|has) (?:you|this {_BOT}|anyone|anybody|somebody|someone|my boss|my manager"
        rf"|my employer|people)(?: (?:ever|always|really|just|also|even|going to|be|been))* {_KEEP} {_WORDS}"
    ),
    rf"(?:do|will|are) you (?:always )?{_KEEP} (?:this|me|things|anything)",
    rf"(?:is|are|will|was) {_WORDS}(?: (?:be|being|all|been|really|going to be))* {_KEPT}(?: (?:with|by|for) (?:anyone|anybody|my boss|my manager|my employer))?",
    rf"what (?:do you do with|happens to|will happen to|do they do with) {_WORDS}",
    r"is (?:this|it|that)(?: all| completely| really| totally)? (?:confidential|private|anonymous|secure)",
    rf"who (?:can|will|else can|gets to) (?:see|read|hear|look at) {_WORDS}",
    rf"where (?:does|do|is|are|will) {_WORDS} (?:go|kept|stored|saved|sent|end up|be (?:kept|stored|saved|sent))",
    r"are you (?:online|(?:on|connected to|using|linked to) the (?:internet|web|cloud|net))",
    r"do you (?:use|search|go on|have access to|look at|access) (?:the )?(?:internet|web|google)",
)
SELF = (
    r"what is it (?:that )?you do",
    r"(?:can|could|will) you (?:give|lend) me a hand",
    (
        rf"what (?:are|r|is|s) (?:you|u|this {_BOT}) (?:able|meant|supposed|here|there|designed|built|made|programmed|trained|good|useful|used)"
        r"(?: (?:to|for|at|as|in|do|help|answer|tell|know|with|me|us|about|cover|be|ask))*"
    ),
    (
        r"(?:do|can|will|have) you (?:ever |always |really |even )?(?:remember|forget|understand|think|feel|hear|see|like|love|get tired|eat|dream)"
        r"(?: (?:me|what i (?:said|asked|say|type|typed|told you)|anything|things|stuff|jokes?|music|people|before|earlier|my (?:name|question|last question)))*"
    ),
    r"(?:do|can|will) you learn from (?:me|us|this|what (?:i|we) (?:say|ask|type))",
    (
        r"(?:can|could|should|do|may) (?:i|we) (?:really |actually )?(?:trust|rely on|believe|depend on|count on)"
        r" (?:what (?:you|it|this) (?:say|says|tell|tells|told|said)(?: me| us)?|your (?:word|answer|advice|information|info)|the answers?|these answers|that|it)"
    ),
    r"(?:how|why) (?:should|can|would|do) i (?:know i can )?(?:trust|believe) (?:you|what you say|your answers?)",
    r"how (?:clever|smart|good|accurate|reliable) are you",
    r"what languages? (?:do|can) you (?:speak|understand|know)",
    r"what (?:can ?t|cannot|do ?n ?t) you (?:do|know|answer|help with)",
    r"what are your (?:limits|limitations)",
    (
        rf"(?:who|what|wot)(?: exactly)? (?:are|r|is) (?:you|u|this {_BOT}|yourself)(?: (?:for|then|exactly|called|anyway|able to do|good at|"
        r"good for|capable of|supposed to do))*"
    ),
    (
        rf"(?:are |r )?(?:you|u) {_A}(?:{_BOT}|{_PERSON})(?: {_BOT}| {_PERSON})*(?: or (?:not|{_A}(?:{_BOT}|"
        rf"{_PERSON})(?: {_PERSON})?))?"
    ),
    (
        rf"am i (?:talking|speaking|chatting|typing|writing|texting|through) (?:to|with) {_A}(?:{_BOT}|"
        rf"{_PERSON})(?: {_PERSON})?(?: or {_A}(?:{_BOT}|{_PERSON})(?: {_PERSON})?)?"
    ),
    r"(?:who|what) am i (?:talking|speaking|chatting|writing) (?:to|with)",
    (
        rf"is (?:this|that|it|there) {_A}(?:{_BOT}|human|person|real)(?: {_PERSON})?(?: or {_A}(?:{_BOT}|"
        rf"{_PERSON})(?: {_PERSON})?)?"
    ),
    (
        r"who (?:made|built|created|wrote|runs|owns|programmed|trained|operates|developed|designed|is behind|s behind) (?:you|"
        rf"this {_BOT}|this)"
    ),
    rf"what (?:else )?(?:can|could|do|should|may) (?:you|this|this {_BOT}) {_ASK}{_TAIL}",
    rf"what (?:else )?(?:can|could|should|may) (?:i|we) (?:{_ASKED}{_TAIL}|do (?:(?:on|in) )?(?:here|with (?:you|this)))",
    (
        r"what (?:sorts?|kinds?|types?) of (?:things?|questions?|stuff|help|topics?|queries|information) (?:can|could|do|should|"
        rf"may|are) (?:you|i|we|there) ?{_ASK}?{_TAIL}"
    ),
    rf"what (?:things|questions|topics|subjects) (?:can|could|do|should|may) (?:you|i|we) {_ASK}{_TAIL}",
    r"how (?:can|do|could) you (?:help|work)(?: me| us)?(?: exactly)?",
    rf"how does this(?: {_BOT})? work",
    rf"how (?:do|should|can) i (?:use|work|talk to|ask) (?:you|this|this {_BOT})",
    r"(?:can|could) you help(?: me| us)?(?: (?:please|with something|out|at all))?",
    r"(?:i need |please |some )?help(?: me)?",
    r"i (?:need|want|would like) (?:some |your )?help",
    r"what(?:s| is) (?:your|ur) (?:name|job|purpose|role|function|deal)",
    r"do you have a name",
    r"(?:tell me (?:about|something about)|introduce|describe|explain) yourself",
    rf"what(?:s| is) (?:all )?this(?: then| all about| {_BOT}(?: for)?)",
    rf"(?:do|are) you (?:use|using|powered by|based on|run on) {_A}{_BOT}",
    rf"(?:can|should|do) i (?:trust|rely on|believe) (?:you|this|your answers|this {_BOT}|what you say)",
    rf"(?:are|is) (?:you|your answers|your {_INFO}) (?:always )?(?:reliable|trustworthy|accurate|legit|ever wrong)",
    (
        r"do you (?:ever )?(?:make (?:things|stuff|it) up|get (?:things|it) wrong|make mistakes|understand me|speak english|"
        r"sleep)"
    ),
    r"are you (?:always right|clever|smart|intelligent|from the government|the government)",
)
PERSON = (
    (
        r"(?:(?:please )?(?:can|could|may) (?:i|we|you)(?: please)? |i ?d (?:rather|prefer to|much rather|sooner) |(?:i|we) (?:would (?:rather|prefer(?: to)?|sooner)|want|need|would like|wanna|d like|prefer|"
        r"have)(?: to)? |(?:please )?(?:just )?(?:let me )?|how (?:do|can) i |is it possible to |id like to |"
        r"id prefer to )(?:speak|talk|chat|transfer|transferred|put me through|get through|pass me|connect me|"
        rf"get)(?: me)?(?: (?:to|with|on to|over to|through to))? {_A}(?:human(?: being)?|person|people|someone|somebody|anyone|"
        r"adviser|advisor|operator|agent|member of staff|colleague|manager)(?: (?:human|person|real|instead|please|else|there|"
        r"in person|on the phone|about this|about it))*"
    ),
    (
        r"is there (?:someone|somebody|anyone|anybody|a (?:real |actual )?(?:person|human|number|phone number)) (?:i|we|"
        r"to) (?:can |could )?(?:speak|talk|call|ring|phone|contact)(?: to| with)?(?: instead)?"
    ),
    (
        r"(?:what(?:s| is)|have you(?: got)?|is there) (?:your|the|a) (?:helpline|phone|telephone|contact) number(?: (?:for you|"
        r"please|here))?"
    ),
    r"(?:can|could) (?:someone|somebody) (?:call|ring|phone|help|contact) me(?: back)?",
    r"(?:give me|get me) (?:a )?(?:real |actual )?(?:human|person)",
    r"(?:real )?(?:human|person) please",
    r"who can i (?:speak|talk) to(?: instead)?",
)
