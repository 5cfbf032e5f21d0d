"""What Chinese and Latin organisation names are made of besides the name proper. Folded (Simplified, lower case)."""

# Province: its cities.
_PLACES = """
北京
上海
天津
重庆
河北 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水
山西 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁
内蒙古 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布
辽宁 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛
吉林 长春 四平 辽源 通化 白山 松原 白城 延边
黑龙江 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化
江苏 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁
浙江 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水
安徽 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城
福建 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德
江西 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
山东 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽
河南 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店
湖北 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施
湖南 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西
广东 广州 深圳 珠海 汕头 佛山 韶关 湛江 肇庆 江门 茂名 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮
广西 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左
海南 海口 三亚 儋州
四川 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳
贵州 贵阳 六盘水 遵义 安顺 毕节 铜仁
云南 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 大理
西藏 拉萨 日喀则
陕西 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛
甘肃 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南
青海 西宁 海东
宁夏 银川 石嘴山 吴忠 固原 中卫
新疆 乌鲁木齐 克拉玛依 吐鲁番 哈密
香港
澳门
台湾 台北 高雄 台中 台南 新竹 桃园
"""
PROVINCE_OF = {
    place: places[0] for line in _PLACES.split("\n") if (places := line.split()) for place in places
}
PROVINCES = frozenset(PROVINCE_OF.values())

# County-level cities that companies put before their names, behind the city they belong to.
_COUNTIES = """
苏州 昆山 常熟 张家港 太仓 吴江
无锡 江阴 宜兴
常州 溧阳 金坛
南通 启东 如皋 海门 海安
泰州 靖江 泰兴 兴化
扬州 仪征 高邮
镇江 丹阳 扬中 句容
宁波 慈溪 余姚 奉化 宁海 象山
温州 乐清 瑞安 苍南 永嘉
金华 义乌 永康 东阳 兰溪
绍兴 诸暨 上虞 嵊州
嘉兴 海宁 桐乡 平湖 嘉善
台州 温岭 临海 玉环
湖州 长兴 德清 安吉
泉州 晋江 石狮 南安 惠安
福州 福清 长乐 闽侯
青岛 胶州 即墨 平度 莱西
烟台 龙口 莱州 招远
潍坊 寿光 诸城 青州 高密
长沙 浏阳 宁乡
保定 涿州 定州
佛山 顺德 南海
石家庄 正定
"""
CITY_OF = {county: line[0] for text in _COUNTIES.split("\n") if (line := text.split()) for county in line[1:]}
PROVINCE_OF |= {county: PROVINCE_OF[city] for county, city in CITY_OF.items()}

# Lines are trades whose words are used for one another; words of the last line say nothing about the trade.
_TRADES = """
科技 技术 信息 信息技术 信息科技 网络 网络科技 网络技术 软件 数据 大数据 智能 智能科技 电子 电子科技 电脑 计算机 系统 通信 通讯 互联网 数字科技 高科 新技术 光电 半导体 自动化
贸易 商贸 进出口 国贸 国际贸易 工贸 商业 百货 电子商务 电商 超市 便利店 零售 批发
建筑 建设 工程 建筑工程 建设工程 装饰 装饰工程 装修 建材 园林 市政 设计 门窗 家居 家具 路桥
餐饮 餐饮管理 食品 饮料 酒店 酒店管理 酒业 茶业 烘焙 咖啡 火锅 饭店 酒楼 餐厅 乳业 粮油 调味品
医疗 医药 药业 制药 医疗器械 生物 生物科技 生物技术 健康 健康科技 医院 诊所 大药房 药房 口腔
教育 教育科技 教育咨询 培训 学校 幼儿园 学院
咨询 管理咨询 企业管理 管理 商务 商务咨询 服务 人力资源 劳务 法律 律师事务所 会计师事务所 事务所 财务 税务 知识产权
物流 运输 货运 供应链 供应链管理 快递 仓储 国际物流 航空 海运 速递 货运代理
机械 机械设备 机电 机床 设备 制造 重工 五金 模具 电气 电器 仪器 仪表 阀门 电机 工业 精密机械
化工 化学 材料 新材料 塑料 塑胶 橡胶 涂料 化纤 玻璃 陶瓷 钢铁 金属 钢材 包装 印刷 纸业 印务
服饰 服装 纺织 制衣 鞋业 针织 皮革 家纺 时装 布业
广告 传媒 文化 文化传媒 文化传播 传播 影视 影业 娱乐 动漫 游戏 艺术 广告传媒 会展 体育 出版 音乐
投资 投资管理 金融 资产 资产管理 资本 基金 证券 保险 担保 小额贷款 典当 租赁 融资租赁 财富 银行 基金管理
地产 房地产 房地产开发 置业 物业 物业管理 物业服务 房产 开发
农业 农业科技 农业开发 农牧 牧业 种业 林业 果业 渔业 水产 生态 农产品 养殖
汽车 汽车销售 汽车服务 汽贸 汽配 汽车配件 汽修 汽车租赁 出租车
能源 新能源 电力 石油 燃气 煤业 矿业 太阳能 光伏 水务 环保 环保科技 环境 节能 环境工程
旅游 国际旅行社 旅行社 旅行 度假
美容 美发 化妆品 日化 护肤 美业 美妆
珠宝 首饰 黄金 礼品 工艺品 玩具
实业 发展 国际 产业 企业 经贸 联合 中国 销售 营销 研究院 研究所 中心
"""
_LINES = [line.split() for line in _TRADES.split("\n") if line]
TRADE_OF = {word: "" if line is _LINES[-1] else line[0] for line in _LINES for word in line}

# What people write for one legal form, the longest first; the value is what it comes to.
FORM_OF = {
    "股份有限责任公司": "stock",
    "股份有限公司": "stock",
    "集团有限责任公司": "group",
    "集团股份有限公司": "group",
    "集团有限公司": "group",
    "集团公司": "group",
    "控股有限公司": "group",
    "有限责任公司": "limited",
    "有限公司": "limited",
    "股份公司": "stock",
    "有限合伙": "partners",
    "普通合伙": "partners",
    "合伙企业": "partners",
    "个体工商户": "sole",
    "工作室": "sole",
    "经营部": "sole",
    "商行": "sole",
    "有限": "limited",
    "股份": "stock",
    "集团": "group",
    "公司": "",
    "总公司": "",
    "厂": "",
}
LATIN_FORMS = frozenset(
    "inc incorporated llc llp ltd limited co company corp corporation plc gmbh ag sa bv pty pte the of and".split()
)
BRANCH_ENDS = (
    "分公司", "子公司", "办事处", "营业部", "分店", "门店", "分部", "分行", "支行", "分校", "分院", "旗舰店", "专卖店", "体验店", "店",
)  # fmt: skip

TITLES = frozenset(
    "总 董 工 经理 先生 女士 小姐 主任 老师 老板 总监 总经理 董事长 部长 科长 院长 校长 店长 处长 主管 师傅 医生 律师 会计".split()
)

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
    "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪季殷章葛庄柯温牛樊安俞"
) | {"欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒"}

PUBLIC_MAIL = frozenset(
    "qq.com 163.com 126.com 139.com 189.com sina.com sina.cn sohu.com foxmail.com yeah.net aliyun.com gmail.com outlook.com "
    "hotmail.com live.com yahoo.com yahoo.com.cn icloud.com msn.com tom.com 21cn.com aol.com comcast.net sbcglobal.net".split()
)

STREET_ENDS = {
    "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "boulevard": "blvd", "drive": "dr", "court": "ct", "place": "pl",
    "crescent": "cres", "lane": "ln", "circuit": "cct", "terrace": "tce", "parkway": "pkwy", "north": "n", "south": "s", "east": "e",
    "west": "w",
}  # fmt: skip
