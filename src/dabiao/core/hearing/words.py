"""The words by which people deny something, and those that only look like it."""

import re

# what only looks like a denial, or asks instead of saying
HARMLESS = re.compile(
    r"([一-鿿]{1,2})[不没]\1|有没有|是否有?|不错|不仅|不但|不光|不只|不止|不单|不论|不管|不过|不好意思|差不多|不少|对不起|不久|不然|要不"
    r"|不如|不断|不同(?!意)|不妨|不愧|不锈钢|不动产|了不起|忍不住|巴不得|不由得|不瞒|不差|不知道|不知|不晓得|不限|不封顶|不成问题|不是问题|不在话下|不影响"
    r"|不耽误|不排除|不介意|不反对|不嫌|不怕|不等|不二|不错过|为什么不|为何不|何不|怎么不|怎么还不|不得了|不亦乐乎|不胜感激|不见不散|不太清楚|不清楚|不了解|不太了解"
    r"|不客气|不一会|不日|不多时|不一样|不论是|不单单|不失为|不吝|不懂就问|没问题|没有问题|没啥问题|没什么问题|没有任何问题|没关系|没事|没准|没错|没多久|没毛病|没想到"
    r"|不.{1,4}才怪|不(?:晚|早|少|多|低|高|小|大)于|不超过|没收到|没有收到|没赶上|没看完|别担心|别犹豫|别忘了?"
    r"|没上限|没有上限|没得说|没话说|没的说|无论|无锡|无线|无人机|无非|无缝|无忧|无疑|无比|无限|无数|无尘|无菌|无损|无纺|无糖|无所谓|无妨|无碍|无刷|无极|无形|无轨"
    r"|无障碍|无上限|非常|非洲|除非|非要|非得|是非|莫非|非凡|非遗|非标|非.{1,6}不可|未来|未免|特别|区别|别墅|别人|分别|级别|类别|告别|性别|个别|识别|别的|别家|鉴别"
    r"|差别|别处|别名|派别|辨别|离别|别样|别提多|免费|缺货|缺点|缺口|不是.{1,12}吗|没.{1,8}吗"
    r"|\b(?:not only|no problem|no doubt|not just|no later than|no less than|no more than|no matter|why not|not bad|no rush but|not a problem"
    r"|not an issue|no issue|no limit|no wonder|no worries)\b"
)
CUE = re.compile(
    r"没有|没了|没|不|无|未|非|别|勿|莫|甭|拒绝|谢绝|缺乏|缺少|缺|杜绝|放弃|错过|取消|停止|免"
    r"|\b(?:no|not|never|none|without|neither|nor|cannot|lack|lacks|lacking|nothing|stop|dont|doesnt|didnt|isnt|arent|wasnt|cant|couldnt"
    r"|wont|wouldnt|shouldnt|havent|hasnt|hadnt|aint|unable|declined?)\b"
)
# where the clause turns to something else
TURN = re.compile(
    r"但是|但|不过|可是|然而|而是|只是|只|却|所以|因此|因为|如果|请|麻烦|希望|而且|并且|另外|同时|吗|呢|吧|嘛|啦|呀"
    r"|\b(?:but|however|because|although|though|yet|while|please|just|so|and we|and i|and our|and have|and need|and want|and would|we have|we need"
    r"|we want|we are|i have|i need|i want|i am)\b"
)
_STILL = r"(?:是|还|也|都|就|又|则|真|真的|确实|目前|现在|暂时|暂|暂且|至今|今年|明年|这边|那边|我们|完全|已经|已|尚|并|根本|一直|方面|的话|这块|可能|应该|倒|太|实在|的|上)*"
AFTER = re.compile(
    _STILL
    + r"(?:没有?(?:了|的|批|批下来|下来|定|定下来|到位|着落|落实|谈妥|那么多|这么多|谱|影|影子)?$|没(?:有)?(?:批|下来|定|到位|着落|落实|那么|这么)|未(?:定|批|到|落实|明确|知)"
    r"|无$|为零|为0|是0|0$|零$|不(?:了|够|足|大$|高$|强|多$|明确|明显|充足|充裕|宽裕|允许|急|需要|用|要|考虑|感兴趣|想|必|打算|合适|行|可以|存在|到位|匹配)|免了|算了|就算了|取消|暂停|搁置|黄了|泡汤|作罢|紧张|太少)"
    r"| (?:(?:is|are|was|has|have|does|do|still|currently|yet|been|at all) )*(?:not|no|none|zero|0|nil|isnt|wasnt|hasnt|cancelled|canceled)\b"
)
OBJECTLESS = re.compile(r"(?:需要|想要|考虑|打算|计划|关心|任何|什么|想|要|是|用|做|买|看)$")
LE = re.compile(r"了")
# what says "none" without a denial of its own
NONE = re.compile(
    r"为零|为0|是0|0$|零$|免了|算了|暂停|搁置|黄了|泡汤|作罢|紧张|太少|zero|nil|cancell?ed|wasnt"
)
