"""What people say that is no question of the guidance, by what it is about.

Patterns are held against a turn of small letters and single spaces, its marks and
apostrophes left out.
"""

from __future__ import annotations

import re
from enum import Enum, auto


class Talk(Enum):
    """What small talk is about; of several in one turn, the first here is answered."""

    DOCUMENTS = auto()
    SELF = auto()
    PERSON = auto()
    COMPLAINT = auto()
    BYE = auto()
    THANKS = auto()
    HELLO = auto()
    ENOUGH = auto()


_INFO = (
    r"(?:info|information|data|documents?|sources?|guidance|answers|knowledge|materials?|content|facts|evidence"
    r"|files?|guides?|publications?|references?|papers?|pdfs?|texts?|database|index)"
)
_BOT = r"(?:robot|bot|chat ?bot|machine|computer|program|programme|software|app|ai|a i|artificial intelligence|chat ?gpt|gpt|siri|alexa|assistant|tool|thing|service|system|website)"
_PERSON = r"(?:human(?: being)?|person|people|man|woman|someone|somebody|anyone|anybody|real|alive|adviser|advisor|operator|agent|member of staff|colleague)"
_A = r"(?:(?:a|an|the|this|real|actual|actually|really|just|live|proper|automated|some|sort of|kind of|kinda|only|still|even) )*"
_GOOD = r"(?:great|lovely|perfect|brilliant|fantastic|excellent|super|superb|wonderful|amazing|awesome|cool|ace|smashing|fab|fabulous|grand|splendid|magic|marvellous|nice|good|fine|helpful|useful|handy|kind|clear|clearer|interesting|good to know|really helpful|a (?:great |big |real )?help)"
_VERY = r"(?:(?:very|really|so|ever so|just|absolutely|quite|most|super|dead|pretty|all|been|been a|been of|of) )*"
_ASK = r"(?:ask|do|know|answer|help|tell|say|find|talk|cover|look up|expect|use)"
_ASKED = r"(?:ask|expect|look up|find|use you for)"
_TAIL = r"(?: (?:me|us|you|i|it|about|with|for|here|today|of|on|find|do|ask|out|up|know|tell|please|then|exactly))*"
_FOR = (
    r"(?:your|the|all|that|this|it|those|everything|help|helping|answers?|answering|info|information|time|patience|advice|explaining"
    r"|clearing|letting|telling|looking|checking|me|us|up|know|and|of|trouble|support|guidance|being|so|patient|kind|quick|reply|clear|lot)"
)
_NOW = r"(?: (?:now|then|later|soon|tomorrow|today|again|next time|you))*"

_PHRASES: dict[Talk, tuple[str, ...]] = {
    Talk.DOCUMENTS: (
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
        r"(?:are|is) (?:you|this|it) up to date",
    ),
    Talk.SELF: (
        r"what is it (?:that )?you do",
        r"(?:can|could|will) you (?:give|lend) me a hand",
        (
            rf"(?:who|what|wot) (?:are|r|is) (?:you|u|this {_BOT}|yourself)(?: (?:for|then|exactly|called|anyway|able to do|good at|"
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
        rf"what(?:s| is) this(?: all about| {_BOT}(?: for)?)",
        rf"(?:do|are) you (?:use|using|powered by|based on|run on) {_A}{_BOT}",
        rf"(?:can|should|do) i (?:trust|rely on|believe) (?:you|this|your answers|this {_BOT}|what you say)",
        rf"(?:are|is) (?:you|your answers|your {_INFO}) (?:always )?(?:reliable|trustworthy|accurate|legit|ever wrong)",
        (
            r"do you (?:ever )?(?:make (?:things|stuff|it) up|get (?:things|it) wrong|make mistakes|understand me|speak english|"
            r"sleep)"
        ),
        r"are you (?:always right|clever|smart|intelligent|from the government|the government)",
    ),
    Talk.PERSON: (
        (
            r"(?:(?:please )?(?:can|could|may) (?:i|we|you)(?: please)? |(?:i|we) (?:want|need|would like|wanna|d like|prefer|"
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
    ),
    Talk.COMPLAINT: (
        r"(?:you|youre|you are|thats|that is|this is|that was|it was|it is) (?:not|no) (?:very |much |really |any |of any |being |so |that )*(?:helpful|help|helping|useful|use|good|clever|right|correct|clear|nice)",
        (
            r"(?:that|this|it|thats|your answer|the answer|you)(?: (?:is|was|are|re|does|did|do|has|have))? ?(?:just |so |really |"
            r"totally |completely )?(?:not|wrong|nt|no|isnt|wasnt|doesnt|didnt|useless|rubbish|unhelpful|nonsense|incorrect|stupid|"
            r"terrible|no use|no good|no help)(?: (?:what i (?:asked|meant|wanted|said|need|was asking)(?: for| about)?|helpful|"
            r"helping|help|useful|right|correct|it|me|answer(?:ed)?|my question|the question|listening|a good answer|very helpful|"
            r"very good|working|understand(?:ing)?|understood))*"
        ),
        (
            r"(?:wrong|useless|rubbish|bad bot|no use|i (?:don ?t|do not|didn ?t) (?:understand|get) (?:you|any of (?:it|this|"
            r"that)))"
        ),
        r"you (?:misunderstood|don ?t understand|didn ?t understand|re no help|are no help)(?: me| my question| the question)?",
    ),
    Talk.BYE: (
        r"(?:good ?)?bye(?: bye)?",
        rf"see (?:you|ya|u){_NOW}",
        r"cya",
        r"ta ?ra",
        r"ta ta",
        r"cheerio",
        r"farewell",
        r"good ?night",
        r"night night",
        r"have a (?:good|nice|lovely|great|pleasant) (?:day|evening|weekend|one|night|afternoon|time|rest of your day)",
        r"take care",
        rf"(?:speak|talk|chat|catch)(?: to)?(?: you)?{_NOW}",
        r"until next time",
        r"all the best",
        rf"(?:i ?m|i am|im) (?:off|going|leaving){_NOW}",
        r"(?:i ?ve|i have|ive) (?:got )?to go",
        r"(?:got ?ta|must|have to) (?:go|dash)",
        r"laters?",
        r"so long",
        r"over and out",
        r"(?:quit|exit)",
    ),
    Talk.THANKS: (
        r"(?:that|this|it|thatll|that ?ll|that will|will|this will) do(?: (?:nicely|fine|me|for me|lovely))*",
        (
            r"(?:many |much )?(?:thanks|thank (?:you|u)|thankyou|thx|thnx|tysm|ty|tnx|ta|cheers|cheers for that|nice one|"
            r"much appreciated|appreciated|(?:i )?(?:really )?appreciate (?:it|that|your help|this)|much obliged|"
            r"bless you)(?: (?:a (?:lot|bunch|million)|lots|loads|very much|so much|ever so much|kindly|again|"
            rf"for {_FOR}(?: {_FOR})*))*"
        ),
        r"(?:i ?m |i am )?(?:very |so )?grateful",
        rf"{_VERY}{_GOOD}(?: (?:stuff|answer|work|job|to know|one|news))?",
        (
            r"(?:that|this|thats|it|you|youve|youre|that ?s|you ?ve|you ?re|answer)(?: (?:is|was|has|have|are|s|ve|"
            rf"re))? {_VERY}{_GOOD}(?: (?:to me|thanks|help|to know))?"
        ),
        (
            r"(?:that|this|it|thats|that ?s)(?: (?:has|really|all|s))* (?:helps|helped|makes sense|clears (?:it|that|things) up|"
            r"cleared (?:it|that) up|answers (?:it|my question|that)|answered (?:it|my question|that)|does it|did it|will do|ll do|"
            r"explains (?:it|a lot)|sorted it|what i (?:needed|wanted)(?: to know)?|just what i (?:needed|wanted)|"
            r"exactly what i (?:needed|wanted)(?: to know)?|all i (?:needed|wanted)(?: to know)?)(?: (?:a lot|loads|nicely))?"
        ),
        r"(?:you ?re|youre|you are) (?:a (?:star|legend|gem|diamond|lifesaver|good bot|clever thing)|the best|welcome)",
        r"good (?:bot|answer|job|work)",
        r"well done",
    ),
    Talk.HELLO: (
        r"(?:is )?(?:any|some)(?:one|body) (?:home|in|about|around)",
        r"h(?:i|ii+|ello|ullo|allo|ey+|iya|owdy|ey up|i there|ello there)",
        r"ey up",
        r"yo",
        r"greetings",
        r"(?:good )?(?:morning|afternoon|evening)",
        r"good day",
        (
            r"(?:how (?:are|r) (?:you|u|things)|how ?s (?:it going|things|tricks)|how do you do|you (?:ok|okay|all ?right)|"
            r"are you (?:ok|okay|all ?right|well))(?: (?:doing|keeping|today|going))*"
        ),
        r"(?:nice|pleased|lovely|good) to (?:meet|see) you",
        r"(?:is )?(?:anyone|anybody|someone|somebody) (?:there|here)",
        r"(?:hello )?(?:are )?you (?:there|still there|awake|working|online|listening)",
        (
            r"(?:i ?ve|i have|ive|i) (?:just )?(?:got |have )?(?:a|another|some|a few|one more|a quick)(?: (?:quick|more|different|"
            r"few))* (?:questions?|query|queries)(?: (?:for you|to ask|please|about something))?"
        ),
        (
            r"(?:can|could|may) i (?:just )?ask (?:you )?(?:a|another|something|some|one more|a few|one|a quick|you)?(?: (?:quick|"
            r"more|last|different))?(?: ?(?:questions?|things?|something|else))?"
        ),
    ),
    Talk.ENOUGH: (
        (
            r"(?:ok(?:ay|ie|ey)?|oki|k|all ?right|righto|right(?: you are)?|right then|i see|i understand|got it|gotcha|understood|"
            r"noted|sure(?: thing)?|fine|fair enough|makes sense|yes|yeah|yep|yup|no|nope|nah|hmm+|mm+|oh|ah|aha|wow|really|lol|"
            r"ha(?:ha)*)"
        ),
        r"(?:no|not a) (?:problem|worries|bother)",
        r"never ?mind",
        r"nvm",
        r"(?:just )?(?:forget|leave|skip|scrap|ignore|drop) (?:it|that|about it|my question|that question|what i said)",
        r"forget about (?:it|that)",
        r"(?:don ?t|do not) (?:worry|bother)(?: about (?:it|that))?",
        r"(?:it )?(?:doesn ?t|does not|don ?t) matter(?: any ?more)?",
        r"not to worry",
        r"cancel(?: that| it)?",
        r"stop",
        r"nothing(?: else| more)?(?: (?:thanks|for now))?",
        r"no more(?: questions?)?(?: (?:for now|today|from me))?",
        (
            r"(?:that|thats|that ?s|this|it|thatll|that ?ll)(?: (?:is|was|will|ll|would|be|ll be))* (?:all|everything|it|enough|"
            r"the lot|that|me done)(?: (?:for (?:now|today|the moment)|from me|i (?:need|needed|wanted|want)(?: to (?:know|ask))?|"
            r"then|now|folks))*"
        ),
        (
            r"(?:i ?m|i am|im|we ?re|all) (?:done|finished|good|all set|sorted|ok|okay|fine|happy|set)(?: (?:now|here|for now|"
            r"with that))*"
        ),
        (
            r"i (?:don ?t|do not|have no|ve no) (?:have |need )?(?:any(?:thing)? )?(?:more |further |other |else)?(?:questions?|"
            r"help)?(?: else)?"
        ),
        r"(?:i ?m |im )?just (?:testing|looking|browsing|checking|trying (?:this|it|you)(?: out)?)",
        r"test(?:ing)?(?: \w{1,3}){0,2}",
        (
            r"(?:i ?ll|i will|ill) (?:think about it|come back(?: later)?|try (?:again )?later|leave it(?: there)?|ask (?:someone|"
            r"somebody) else)"
        ),
    ),
}
PHRASES = tuple(
    (talk, re.compile(rf"(?:{'|'.join(patterns)})(?= |$)")) for talk, patterns in _PHRASES.items()
)
# What may stand beside small talk and says nothing.
ASIDE = re.compile(
    r"(?:mate|love|luv|dear|darling|pet|duck|hun|hon|pal|sir|madam|maam|miss|friend|buddy|all|everyone|everybody|team|folks|bot|robot|assistant"
    r"|there|please|very much|so much|ever so much|so|very|really|ever|again|then|now|today|for now|for the moment|for today|a lot|lots|loads|indeed|kindly|too"
    r"|as well|anyway|just|well|oh|ah|um+|er+|and|but|actually|to you|to you too|you too|yourself|same to you|though|sorry|everything|x+)(?= |$)"
)
