"""How follow-ups are told: by what was done, what was said, and where one was."""

from nlp.grammar import Phrase

PHRASES = (
    Phrase(
        "(记一下|记下来|记一笔|记两笔|记一条|记两条|记上|记录一下|帮我记|给我记|先记|也记|补记|补录|"
        "补一笔|补一嘴|补一句|补个记录|补条记录|补一条|补上|补一下昨天|补昨天|补充一条|记个跟进|记条跟进|记到跟进|跟进记一下|写个跟进|写条跟进|"
        "录个跟进|记跟进|登记跟进|log一下|log一条|log下来|请记录|做个记录)",
        weight=3.0,
    ),
    Phrase(
        "(这条|这段|这句|这事|这个事|这些|以上|上面|上边|上头|聊天|原话|消息)[内容|记录|这条|这段][都|也|先|给我|帮我|你]"
        "(存|留|收|录|备)(一下|下|上|个|好|着|档|底|起来|下来)",
        weight=3.0,
    ),
    Phrase("(归档|存档|入档|留底|留痕|备案)[一下|下]:", weight=3.0),
    Phrase("(归档|存档|入档|归个档|存个档|留个档|留个底)[一下|下]", weight=3.0, where="whole"),
    Phrase("(跟进|跟近|回访)[了]{customer}", where="start"),
    Phrase("补[一下|记|录]{at}的", weight=3.0, where="start"),
    Phrase("跟进[先|也|都|就](入|记|写|录|登|挂)(低|返|下|上|着|一笔|进去)", weight=3.0),
    Phrase("{contact}[已经|已|说]答应", weight=1.6),
    Phrase("{contact}[刚|刚才|终于|总算|已经|也|都](把|将)…(了|给我|过来|完)", weight=1.2),
    Phrase(
        "(拜访|拜仿|拜坊|走访|登门|上门|到访|探访|面访|陌拜|扫街|扫楼)",
        sets={"method": "visit"},
        weight=2.1,
    ),
    Phrase("(去|跑|去到|拐到|赶到|摸到|来到|到了)[了|的][一][趟|下]{customer}", sets={"method": "visit"}),
    Phrase("到[了|的]{customer}", sets={"method": "visit"}, where="start"),
    Phrase("{at}到[了|的]{customer}", sets={"method": "visit"}),
    Phrase("(到的|去过){customer}", sets={"method": "visit"}),
    Phrase("{customer}[那边|那儿|那](去了|跑了|去过|走了)[一][趟|下|回]", sets={"method": "visit"}),
    Phrase("{customer}…(刚(进厂|到厂|进门)|带我看|领我看)", sets={"method": "visit"}),
    Phrase("上{customer}的门", sets={"method": "visit"}),
    Phrase("见{contact}", weight=1.8),
    Phrase("(吃|扒|干)[了|拉了][两口|口|顿|个|一顿]饭", sets={"method": "meal"}, weight=2.3),
    Phrase("(提了|提过)[那么](一嘴|一句|一下|一口)", weight=1.5),
    Phrase(
        "(他|她|对方|客户)[又|也|还|刚|刚才|后来|顺便|顺口|顺嘴|今天|昨天](说|提|要|想要|想看|想了解|想先|需要|希望|要求|担心|觉得|问|嫌|回|答应|同意|让|讲)",
        weight=1.5,
    ),
    Phrase(
        "{customer}[那边|他们|的人](说|问|要|想要|想|需要|希望|要求|担心|觉得|嫌|催|回|答应|同意|反馈|表示)",
        weight=1.6,
    ),
    Phrase(
        "(吃|涮|撸|搓)…(火锅|串|烧烤|米线|面|日料|海鲜|烤鱼|烤肉|席|宵夜|小吃|豆花|大餐)",
        sets={"method": "meal"},
        weight=2.3,
    ),
    Phrase(
        "(从{customer}出来|见到了|见着了|见着|见了面|当面|面谈|面聊|到厂|进厂|带我看|带着看|领着看|带看|带住看|"
        "带我转|现场|白跑|坐了坐|放我鸽子|"
        "放鸽子|上门的|门市去了|厂里去|厂里看)",
        sets={"method": "visit"},
        weight=1.9,
    ),
    Phrase("跟车到{customer}", sets={"method": "visit"}, weight=1.6),
    Phrase("(跑|走|拜访|转)了…家", sets={"method": "visit"}, weight=1.9),
    Phrase(
        "(在他办公室|在其公司|店里坐|厂里转)",
        sets={"method": "visit"},
        weight=1.9,
    ),
    Phrase(
        "(去|到|上|跑|来|在|从)[的|了|过|完|到|一趟|了一趟|了趟|过一趟](他|她|他们|她们|人家|对方)[的|自己]"
        "(那儿|那里|那边|那块|那|屋里|屋头|店|厂|铺|门市|公司|单位|工地|院里|科室|棚里|场里|库房|仓库|楼下)"
        "[里|里头|头]",
        sets={"method": "visit"},
        weight=1.9,
    ),
    Phrase("会面", sets={"method": "visit"}, weight=1.95),
    Phrase("(whatsapp|telegram|line|短信|钉钉|飞书)", sets={"method": "other"}, weight=1.8),
    Phrase(
        "(会议纪要|会议记录|会纪要|会谈纪要|会谈记录|座谈纪要|meeting notes|minutes|(参会|与会|出席)[人|人员|者|方]:)",
        sets={"method": "meeting"},
        weight=2.1,
    ),
    Phrase(
        "(电话|来电|回电|去电|致电|电联|通话|通了话|通了个话|打给|打过来|打来|没接|接的电话|"
        "本人接的|未接|挂了我|座机|call了|call|phone)",
        sets={"method": "call"},
        weight=2.05,
    ),
    Phrase("(微信|wechat|weixin|企微|wx|vx)", sets={"method": "wechat"}, weight=2.05),
    Phrase("(邮件|email|e-mail|发我邮箱|发他邮箱|发她邮箱|到邮箱|mail)", sets={"method": "email"}, weight=2.05),
    Phrase(
        "(开完会|开了会|开了个会|开的会|开个会|开会讨论|开会谈|开会过了|开会聊|一起开会|开会时|开会说|电话会|"
        "碰头会|会议上|会上[他|她|对方|都|也|就|又|{contact}|{customer}](说|讲|提|定|敲定|谈|聊|拍板|同意|答应|通过|确认)|"
        "(例|周|月|项目|评审|讨论|协调|沟通|视频|在)会上|项目会议|会议讨论|碰头|meeting|zoom|teams|腾讯会议)",
        sets={"method": "meeting"},
        weight=2.1,
    ),
    Phrase("(跟|和|与|同|开|打|约|连|with)…视频", sets={"method": "meeting"}, weight=2.0),
    Phrase(
        "({contact}|{customer})[一行|等人|他们|那边]的(会议|会谈|座谈|座谈会|例会|碰头会)",
        sets={"method": "meeting"},
        weight=2.0,
    ),
    Phrase("(在|搁|到)({customer}|{contact})‥(等|候|坐|蹲|站|守|堵)了", sets={"method": "visit"}, weight=1.9),
    Phrase("视频(了|完|着|连线|聊|沟通|碰|对)", sets={"method": "meeting"}, weight=2.0),
    Phrase(
        "(蹲|坐|待|呆|泡|耗|守|等)(在|到|搁)({customer}|{contact})‥(一|半|大半|小半|整|两|俩|三|好几|几)[个|整]"
        "(天|{at}|上午|下午|晌|宿|小时|钟头)",
        sets={"method": "visit"},
        weight=2.05,
    ),
    Phrase(
        "(吃|喝|造|整|炫|搓|撮|涮|嗦|啃|扒|干|摆|请|管|招待|安排)(的|了|过|完)[一]‥"
        "(早茶|早点|早饭|早餐|早酒|下午茶|夜宵|夜茶|杀猪菜|菜|火锅|锅子|铁锅|席|宴|饺子|烧烤|烤肉|大排档|馆子|"
        "{at}茶|牛肉汤|羊汤|羊肉|全羊|全鱼|螃蟹|小龙虾|便饭|盒饭|工作餐|食堂)",
        sets={"method": "meal"},
        weight=2.3,
    ),
    Phrase("(在|搁|到|去|上)({customer}|{contact})…(吃|喝|造|炫|撮)(的|了|过|完)", sets={"method": "meal"}, weight=2.3),
    Phrase(
        "(蹲|坐|待|呆|泡|耗|磨|靠|守|堵)了[我|足足|整整|差不多|快|得有|有](一|半|大半|小半|整|两|俩|三|好几|个把|几)[个|整]"
        "(天|{at}|上午|下午|晌|晌午|早上|早晨|晚上|宿|小时|钟头|点钟)",
        sets={"method": "visit"},
        weight=2.05,
    ),
    Phrase(
        "(从|打|由|搁|在|离了|离开)({customer}|{contact})‥[厂|店|场|办公室]‥(出来|离开|回来|往回走|撤出来|下来)",
        sets={"method": "visit"},
        weight=2.0,
    ),
    Phrase(
        "(驻场|驻厂|驻点|进驻|蹲点|扑空|扑了空|扑了个空|扑个空|跑空|跑了空|跑了个空|吃了闭门羹|没让进|不让进|没进去门)",
        sets={"method": "visit"},
        weight=1.9,
    ),
    Phrase("会上", sets={"method": "meeting"}, weight=2.1, where="start"),
    Phrase(
        "(做了…演示|演示了|线上演示|现场演示|给…演示|demo了|做了个demo|做了demo|做演示|试打)",
        sets={"method": "demo"},
        weight=2.2,
    ),
    Phrase("(演示|demo)", sets={"method": "demo"}, weight=1.0),
    Phrase(
        "(吃完饭|吃过饭|吃了顿|吃的饭|请…吃|请我吃|饭局|饭桌|喝酒|"
        "午餐|晚餐|午饭|晚饭|聚餐|lunch|dinner|宵夜|夜宵|下馆子)",
        sets={"method": "meal"},
        weight=2.3,
    ),
    Phrase(
        "{contact}[刚|刚才|又|都|也|还|一直|那边|还在|今天|昨天|本人](说|话|讲|问|嫌|要|回|催|让|带|答应|"
        "同意|觉得|表示|透露|反馈|确认|签|想|认为|抱怨|通知|告诉|提|拒绝|发|收|点头|松口|打|卡|做主|拍板|"
        "口头|倾向|领|看)",
        weight=1.8,
    ),
    Phrase(
        "(met|spoke|talked|chatted|had a call|caught up|gave feedback|replied|confirmed|沟通|聊了|聊完|"
        "聊过|聊到|聊的|聊崩|聊得|谈了|谈完|谈过|谈妥|谈的|谈崩|没谈拢|谈拢|沟通了|沟通完|碰过|碰了|碰到|"
        "碰见|遇到|见了|见的|对接了|盘了一波|交流了|认识了|加上了|加了微信|换了名片|打了招呼)",
        weight=1.8,
    ),
    Phrase(
        "(答应了|同意了|拒绝了|松口|确认了|定了|拍板|反馈|回复|回了|回我|回话|答复|催了|又催|催货|催报价|"
        "催提单|催方案|签收|验收|送样|寄样|报了价|发了报价|报价已|发过去|发给|已发|寄了|寄出|发出去|送了|"
        "已核对|核对了|试用|通过了|没戏|搁置|嫌贵|嫌高|压价|砍价|缺货|投诉|没拍板|没松口|没回|说是|说要|"
        "说等|说还|说先|说下|说没)",
        weight=1.5,
    ),
    Phrase(
        "(来|到)[了](我们|咱们|我)(公司|厂里|厂|店里|店|展厅|办公室|这边|这儿)(谈的|开的|开会|开了)",
        sets={"method": "meeting"},
        weight=2.0,
    ),
    Phrase("(去|到|跑|上)…(看|转|参观|考察)了{customer}", sets={"method": "visit"}, weight=1.9),
    Phrase("人家[又|也|还|刚](说|要|想|嫌|问|回|答应|同意|让)", weight=1.5),
    Phrase("(让|叫|要|要求|催)(我们|我|咱们|咱)(补|改|发|送|报|做|过去|提供|出|换|重新|再)", weight=1.5),
    Phrase(
        "(跟|和|同|与|陪|请|约|叫|喊){contact}[他们|她们|他|她|几个|一起|一块|一道][在|搁|到]…"
        "(吃了|吃的|吃饭|吃完|吃过|吃顿|吃碗|吃个|喝了|喝的|喝酒|喝茶|喝完|喝过|喝顿|撸了|撸串|搓了|食饭|饮茶)",
        sets={"method": "meal"},
        weight=2.3,
    ),
    Phrase(
        "{contact}[今天|昨天|中午|晚上|昨晚|刚|非要|硬要|拉着](请|叫|喊|约|拉|留|招待)"
        "(我吃|我喝|我们吃|我们喝|咱吃|咱喝|咱们吃|咱们喝|我撸|我搓|食饭|饮茶)",
        sets={"method": "meal"},
        weight=2.3,
    ),
    Phrase("(喝|吃)(完|多|大|高|到)[了]…(回来|出来|散场|到家|回去)", sets={"method": "meal"}, weight=2.3),
    Phrase("(喝完|喝多了|喝大了|喝高了|吃着饭|喝着酒|酒桌上|席间|酒过三巡|食饭)", sets={"method": "meal"}, weight=2.2),
    Phrase(
        "坐了[有|快|大概|不到][一|两|几|好|半|小]…(分钟|钟头|小时|半天|一会|会儿|一阵|阵子|上午|下午|晌)",
        sets={"method": "visit"},
        weight=2.05,
    ),
    Phrase(
        "(进去|上去|下去|过去|去里面|屋里)[坐|看|转|瞧|聊|待|呆|蹲|唠|谈|说|问|站](了|过|完)",
        sets={"method": "visit"},
        weight=1.9,
    ),
    Phrase(
        "(在|搁|蹲)…(楼下|门口|大厅|车里|前台|门卫|大门外|走廊|院里|棚里|地头|车间)[里|外]…(等|蹲|守|候|堵|站)了",
        sets={"method": "visit"},
        weight=2.15,
    ),
    Phrase("(去了|跑了)[两|三|四|五|几|好几|好多|一|十](回|趟|次|遍)", sets={"method": "visit"}, weight=1.9),
    Phrase(
        "(转到|又到|再到|晃到|跑到|溜达到|(蹽|奔|直奔|窜|蹿|颠|飞|开车|骑车|折|转战|挪|赶|杀|溜|绕)(到|去|回)){customer}",
        sets={"method": "visit"},
        weight=1.9,
    ),
    Phrase("(过了|落了|上了|返了){customer}", sets={"method": "visit"}, weight=1.9),
    Phrase(
        "{contact}…(没见到|没见着|没碰到|没碰上|没碰着|没堵到|没堵着|没等到|没找到人|没见上)",
        sets={"method": "visit"},
        weight=1.9,
    ),
    Phrase("(有家|有一家|来了家|开了家|多了家|冒出家|冒出来一家|[刚|新]开了一家)…{customer}", weight=1.8),
    Phrase(
        "(打过去|拨过去|拨过来|拨给|拨了过去|拨通|通完话|通过话|通着话|没人接|没接通|没打通|占线|无法接通|关机|呼叫转移|按掉|掐了)",
        sets={"method": "call"},
        weight=2.0,
    ),
    Phrase("(在|从|到)[他们|咱们|我们|项目|工作|客户](群里|群上|群内)", sets={"method": "wechat"}, weight=2.0),
    Phrase("(发到|发至|寄到|回到|抄到)[了]{contact}[的]邮箱", sets={"method": "email"}, weight=2.05),
    Phrase(
        "(进|到|去|上)[了|过]{contact}[的|家|他们|她们|那](店里|厂里|家里|库房|仓库|车间|院子|大棚|工地|铺子|办公室|场子|门市|档口)",
        sets={"method": "visit"},
        weight=1.9,
    ),
    Phrase("(转了一圈|转了圈|转了转|遛了一圈|兜了一圈|逛了一圈|看了一圈)", sets={"method": "visit"}, weight=1.9),
    Phrase("带我…(走|转|逛|看)了[一]圈", sets={"method": "visit"}, weight=2.0),
    Phrase(
        "(跑|走|拜访|转|去)了[两|俩|三|仨|四|五|几|好几](个地方|处|个客户|地方|家)",
        sets={"method": "visit"},
        weight=1.9,
    ),
    Phrase("(约了|约好|约上|约到|约在|约定|约妥|改约)", weight=1.5),
    Phrase(
        "(报价|报价单|方案|样品|资料|合同|标书|样册|发票|目录)[也|都|已经|已|刚](发|寄|交|送|给|递)[过去|过]了",
        weight=1.5,
    ),
    Phrase("【拜访】", sets={"method": "visit"}, weight=2.6),
    Phrase("【电话】", sets={"method": "call"}, weight=2.6),
    Phrase("(没人|没见着人|没碰上|关着门|锁着门|没开门|人不在|不在家)", weight=1.5),
    Phrase("(整|搓|撮|喝|请|造)了(一顿|一桌|顿|两杯|几杯|一杯|酒|茶)", sets={"method": "meal"}, weight=2.3),
    Phrase(
        "(总|经理|主任|{contact}|{customer})(的会议|的例会|的沟通会|的座谈会)", sets={"method": "meeting"}, weight=2.1
    ),
    Phrase("(闭门羹|碰壁)", sets={"method": "visit"}, weight=2.4),
    Phrase("(饮茶|喝早茶|喝茶|吃茶|应酬|吃了碗)", sets={"method": "meal"}, weight=2.0),
    Phrase(
        "打[了|过|来][个|一个|两个|几个|好几个|三个|一通|通](电话|call)",
        sets={"method": "call"},
        weight=2.1,
    ),
    Phrase("(备注一下|备注上|备个注|备注下|做个备注|加个备注|写个备注)", weight=3.0),
    Phrase("({contact}|{customer}|他|她|们|到|去)[的|那|了]办公室", sets={"method": "visit"}, weight=1.9),
    Phrase("(刚去过|刚去了|刚刚去过|去过了|又去了|刚上门|刚跑了)", sets={"method": "visit"}, weight=1.9),
    Phrase("(从{customer}[刚|刚刚|才]回来|刚从{customer})", sets={"method": "visit"}, weight=2.0),
    Phrase(
        "(去看了|去看过|去转了|去瞧了|参观了|考察了|实地看|走了一趟|去走访|实地走访)",
        sets={"method": "visit"},
        weight=2.0,
    ),
    Phrase("(视讯|视像|视频|线上|网络|远程)(会议|通话|会)", sets={"method": "meeting"}, weight=2.15),
    Phrase(
        "(says|said|wants|wanted|asked|needs|told|agreed|loves|likes|mentioned|complained|promised|accepted|rejected)",
        weight=1.8,
    ),
    Phrase("(谈得|聊得|谈的|聊的|沟通得|处得)[挺|很|还|比较|不太](不错|好|行|一般|顺利|愉快|僵|崩)", weight=1.8),
    Phrase(
        "{customer}[的](老板|老总|老板娘|老大|领导|负责人|采购|财务|会计|技术|经理|厂长|矿长|店长|校长|院长|主任|"
        "业主|工程师|师傅)[也|又|都|刚|已经|本人](说|问|要|嫌|催|回|答应|同意|反馈|表示|讲|让|来|点头|松口|拍板|签字)",
        weight=1.8,
    ),
    Phrase(
        "{customer}[那边|他们|的人](刚|又|还|也|都|已经|一直)[是](想|需要|希望|觉得|认为|打算|决定|考虑|要求|坚持)",
        weight=1.6,
    ),
)
