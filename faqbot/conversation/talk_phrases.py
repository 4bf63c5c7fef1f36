"""What people say that is no question of the guidance, by what it is about.

Patterns are held against a turn of small letters and single spaces, its marks and
apostrophes left out.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from faqbot.conversation import about_phrases


class Talk(Enum):
    """What small talk is about; of several in one turn, the first here is answered."""

    DOCUMENTS = auto()
    PRIVACY = auto()
    SELF = auto()
    PERSON = auto()
    COMPLAINT = auto()
    BYE = auto()
    THANKS = auto()
    HELLO = auto()
    ENOUGH = auto()


_GOOD = r"(?:great|lovely|perfect|brilliant|fantastic|excellent|super|superb|wonderful|amazing|awesome|cool|ace|smashing|fab|fabulous|grand|splendid|magic|marvellous|nice|good|fine|helpful|useful|handy|kind|clear|clearer|interesting|good to know|really helpful|a (?:great |big |real )?help)"
_VERY = r"(?:(?:very|really|so|ever so|just|absolutely|quite|most|super|dead|pretty|all|been|been a|been of|of) )*"
_FOR = (
    r"(?:your|the|all|that|this|it|those|everything|help|helping|answers?|answering|info|information|time|patience|advice|explaining"
    r"|clearing|letting|telling|looking|checking|me|us|up|know|and|of|trouble|support|guidance|being|so|patient|kind|quick|reply|clear|lot)"
)
_NOW = r"(?: (?:now|then|later|soon|tomorrow|today|again|next time|you))*"

_PHRASES: dict[Talk, tuple[str, ...]] = {
    Talk.DOCUMENTS: about_phrases.DOCUMENTS,
    Talk.PRIVACY: about_phrases.PRIVACY,
    Talk.SELF: about_phrases.SELF,
    Talk.PERSON: about_phrases.PERSON,
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
            r"(?:i|we) (?:still )?(?:do ?n ?t|do not|can ?t|cannot) (?:really |quite )?(?:(?:understand|get|follow|make sense of)"
            r" (?:it|this|what you (?:mean|said|are saying)|(?:the|your|that|this) (?:answer|reply|point))|understand(?: you| that)?)"
        ),
        r"(?:that|this|it|you|your answer|the answer)(?: (?:is|was|s|were|are|re|has been))? (?:absolutely |really |a bit |so |just |completely |of |a )*(?:no help|no use|useless|hopeless|rubbish|pointless|confusing|unclear|a waste of time|waste of time|gibberish|nonsense|no good|frustrating|annoying|irrelevant|off topic|not what i (?:want|need|wanted|needed|meant|asked)(?: for)?)(?: (?:to me|at all|whatsoever|answer|reply))?",
        r"you (?:have ?n ?t|haven ?t|have not|did ?n ?t|didn ?t|did not|keep|are not|are ?n ?t) (?:really |actually |even )?(?:answer(?:ed|ing)?|help(?:ed|ing)?|understood|understand(?:ing)?|listen(?:ed|ing)?|getting|repeating yourself|saying the same thing)(?: (?:to|me|my question|the question|that|it|yet))*",
        r"(?:what (?:a|are you) (?:load of rubbish|waste of time|on about|talking about)|try again|are you (?:stupid|thick|daft|broken|deaf))",
        (
            r"(?:wrong|useless|rubbish|bad bot|no use|i (?:don ?t|do not|didn ?t) (?:understand|get) (?:you|any of (?:it|this|"
            r"that)))"
        ),
        r"you (?:misunderstood|don ?t understand|didn ?t understand|re no help|are no help)(?: me| my question| the question)?",
    ),
    Talk.BYE: (
        r"(?:good ?)?bye(?: bye)?",
        r"(?:right |well |anyway )*(?:i ?ll|i will|ill|i ?d better|id better|i must|i should|better|i ?m gonna) (?:let you (?:go|get on|be)(?: now)?|leave you (?:to it|be|alone|in peace)|be (?:off|going|on my way)|get (?:off|going|on|back to (?:it|work)(?: now)?)|log off|sign off|crack on|dash|ring off|hang up)",
        r"(?:cheerio|toodle ?pip|toodles|so long|hasta la vista|ciao|au revoir|adios|tatty ?bye|all the best|mind how you go|god bless|enjoy (?:your|the rest of (?:your|the)) (?:day|evening|weekend|week|night))",
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
        (
            r"(?:that ?s|that is|that was|thats|this is|it ?s|its|just|exactly)? ?(?:just |exactly |precisely |pretty much |about )*(?:the job|the ticket|the very thing|job done|spot on|bang on"
            r"|(?:all )?what i(?: was|m| ?m| am| ?d| had| have|ve)? ?(?:been )?(?:after|looking for|hoping for|wanting|needing|need|want|needed|wanted|here for)(?: to (?:know|hear))?|all i (?:was after|wanted|needed|need))"
        ),
        r"(?:you(?:ve| have| ?ve)? )?(?:been |made |saved )(?:a |my |me )*(?:great help|big help|real help|very helpful|really helpful|so helpful|day|hours|a lot of time|so much time|bacon|life)",
        r"(?:top|spot on|champion|sorted|sweet|wicked|belting|mint|sound|lush|ace|legend|star|diamond|bless|tidy|smashing)(?: (?:stuff|that|job|mate))?",
        r"(?:i )?(?:(?:really|very much|do|so) )*(?:appreciate|value) (?:it|that|this|your (?:help|time|patience)|the help|you)",
        r"good (?:bot|answer|job|work)",
        r"well done",
    ),
    Talk.HELLO: (
        r"(?:is )?(?:any|some)(?:one|body) (?:home|in|about|around)",
        r"h(?:i|ii+|eya|iyah?|ola|ello|ullo|allo|ey+|iya|owdy|ey up|i there|ello there)",
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
        r"how(?:s| is| was| are| ?s) (?:your|ya|the|yer|you(?:r)?) ?(?:day|morning|afternoon|evening|weekend|week|night|life|world|weather)?(?: (?:going|been|so far|today|treating you|getting on|doing|keeping|with you|on your end|there))*",
        r"(?:what ?s|whats|wot ?s|what is) (?:up|new|happening|cooking|going on|the crack|the craic|occurring)(?: (?:with you|today))?",
        r"(?:i ?m|im|i am|its|it ?s|this is|my name ?s|my name is|me name ?s) (?:back(?: again)?|me(?: again)?|here(?: again)?|new(?: here| to this)?)",
        r"(?:hope|trust)(?:ing)? (?:you(?:re|r| are| ?re)?|all is|all ?s) (?:well|ok|okay|good|having a (?:good|nice|lovely) day|doing well|keeping well)",
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
            r"noted|sure(?: thing)?|fine|fair enough|makes sense|alright|yes|yeah|yep|yup|no|nope|nah|hmm+|mm+|oh|ah|aha|wow|really|lol|"
            r"ha(?:ha)*)"
        ),
        r"(?:no|not a) (?:problem|worries|bother)",
        r"(?:sorry |oops |whoops )*(?:wrong (?:question|window|chat|number|person|one|button|place|box|tab|screen)|my (?:mistake|bad|fault)|oops(?:ie)?|whoops|typo|pressed the wrong (?:button|key)|(?:that|this|it) was (?:a mistake|not for you|meant for someone else)|sent (?:that )?by (?:mistake|accident))",
        (
            r"(?:i ?m |i am |i was |we ?re )?(?:just |only )*(?:(?:having|had) a (?:play|look|go|nose|browse|try|fiddle|tinker)"
            r"|seeing how (?:it|this|you) works?|getting used to (?:it|this|you)|(?:mucking|messing|playing|fiddling|nosing)(?: about| around)?)"
            r"(?: (?:around|about|round|with|at|on|this|it|you|that|here))*"
        ),
        r"(?:let me|lemme|i ?ll|ill|i need to|i will) (?:just )?(?:have a )?(?:think|read|check|look|see|write (?:that|it|this) down)(?: (?:that|it|this|about (?:it|that)|first|on it|through|again|for a (?:minute|second|moment|sec)))*",
        r"(?:hang on|hold on|wait|bear with me|(?:one|just a|give me a|wait a|hang on a|half a) (?:sec|second|minute|min|mo|moment|tick))",
        r"i (?:do ?n ?t|do not) (?:know|mind)",
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
    r"|as well|anyway|just|well|oh|ah|um+|er+|and|but|actually|to you|to you too|you too|yourself|at all|whatsoever|faqbot|everyone there|same to you|though|sorry|everything|x+)(?= |$)"
)
